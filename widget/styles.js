/** How it looks. Sizes are in em, so that the chosen text size carries everything; colours are in theme.js. */
export const css = `
:host{display:block}
:host([hidden]){display:none}
*{box-sizing:border-box}
[hidden]{display:none!important}
.root{font:400 max(calc(19px*var(--size,1)),calc(1.1875rem*var(--size,1)))/1.5 -apple-system,"Segoe UI",Roboto,"Noto Sans",Verdana,Arial,sans-serif;
color:var(--ink);text-align:start;overflow-wrap:anywhere}
.inline{block-size:100%}
h2,h3,p,ul,dl,dd,fieldset,legend{margin:0;padding:0;border:0}
h2{font-size:1.15em;line-height:1.3}
h3{font-size:1.1em;line-height:1.35}
p+p,p+ul,ul+p{margin-block-start:.7em}
ul{padding-inline-start:1.2em}
li{margin-block:.35em}
a{color:var(--accent);padding-block:.7em;text-decoration:underline 2px}
svg{flex:none;inline-size:1.25em;block-size:1.25em;fill:none;stroke:currentColor;stroke-width:2.2;stroke-linecap:round;stroke-linejoin:round}
.sr{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.small{color:var(--soft)}

button,input,textarea{font:inherit;color:inherit;letter-spacing:inherit;word-spacing:inherit}
button{display:inline-flex;align-items:center;justify-content:center;gap:.5em;min-block-size:max(50px,2.7em);padding:.35em .75em;
border:2px solid var(--line);border-radius:.75em;background:var(--card);color:var(--accent);font-weight:600;line-height:1.3;cursor:pointer}
button:hover{text-decoration:underline}
button.quiet,.head button{border-color:transparent;background:none}
button[aria-pressed=true]{border-color:var(--accent);background:var(--tint)}
button.send,button.strong,.launcher{background:var(--accent);border-color:var(--accent);color:var(--onAccent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.scroll{outline-offset:-3px!important}

.launcher{position:fixed;z-index:2147483000;inset-block-end:16px;inset-inline-end:16px;max-inline-size:calc(100vw - 32px);min-block-size:60px;
padding-inline:1.2em;border-radius:2em;box-shadow:0 4px 20px #0004}
.panel{display:flex;flex-direction:column;inline-size:100%;block-size:100%;margin:0;padding:0;overflow:hidden;background:var(--paper);color:var(--ink);
border:1px solid var(--edge);border-radius:1.1em}
dialog.panel{position:fixed;z-index:2147483001;inset:auto;inset-block-end:16px;inset-inline-end:16px;inline-size:min(27em,calc(100vw - 32px));
block-size:min(44em,calc(100dvh - 32px));max-inline-size:none;max-block-size:none;border-color:var(--line);box-shadow:0 8px 40px #0005}
dialog.panel:not([open]){display:none}
.head{display:flex;align-items:center;justify-content:space-between;gap:.5em;padding:.7em 1em;background:var(--tint);border-block-end:1px solid var(--edge)}
.head p{color:var(--soft)}
.talk{display:flex;flex:1;flex-direction:column;min-block-size:0}
.scroll{flex:1;min-block-size:0;padding:1em;overflow-y:auto;overscroll-behavior:contain}
.log{display:flex;flex-direction:column;gap:.8em}
.msg{padding:.75em 1em;border:1px solid var(--edge);border-radius:1.1em;scroll-margin:1em}
.mine{align-self:end;max-inline-size:85%;background:var(--mine);border-end-end-radius:.2em}
.bot{background:var(--card);border-start-start-radius:.2em}
.notice{background:none;border-color:var(--line)}
.emergency,.safety{background:var(--dangerPaper);border:3px solid var(--danger)}
.alarm,.caution>p{display:flex;align-items:center;gap:.4em;font-weight:700}
.alarm{color:var(--danger);margin-block-end:.4em}
.evidence{display:flex;gap:.6em;margin-block-start:.8em;padding:.6em .8em;border-radius:.7em;background:var(--tint)}
.evidence svg{margin-block-start:.12em;color:var(--accent)}
.acts{display:flex;flex-wrap:wrap;align-items:center;gap:8px;margin-block-start:.5em}
.bot .acts{margin-inline:-.75em}
.acts>.small{padding-inline:.75em}
.sources{flex-basis:100%;padding:.2em .75em .5em}
.sources a{display:inline-block}
.sources ul{padding:0;list-style:none}
.status{display:flex;align-items:center;gap:.7em;color:var(--soft)}
.status:not(:empty){margin-block-start:.8em}
.dots{inline-size:.8em;block-size:.8em;border-radius:50%;background:currentColor}
.choices{display:grid;gap:8px;margin-block-start:1em}
.choices button{justify-content:start;padding-inline:1em;border-color:var(--accent);text-align:start}
.trouble:not(:empty){display:grid;gap:.8em;margin-block-start:1em}
.safety{padding:.8em 1em;border-radius:1em}
.safety ul{margin-block:.6em;padding:0;list-style:none}
.safety li{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:0 1em;margin:0;padding-block:.7em;border-block-start:1px solid}
.safety a{font-weight:700}

.card{display:grid;gap:.7em}
.card+.card{margin-block-start:1em;padding-block-start:1em;border-block-start:1px solid var(--line)}
dl{display:grid;gap:.4em}
dt{color:var(--soft)}
dd{font-weight:600}
.caution{padding:.6em .8em;border-radius:.7em;background:var(--tint)}

.foot{padding:.6em 1em .8em;background:var(--card);border-block-start:1px solid var(--edge)}
.foot label{display:block;font-weight:600}
.line{display:flex;flex-wrap:wrap;gap:8px;align-items:end}
textarea{flex:1 1 8em;min-inline-size:0;min-block-size:max(50px,2.7em);max-block-size:8em;padding:.5em .8em;border:2px solid var(--line);border-radius:.75em;
background:var(--paper);line-height:1.5;resize:none;field-sizing:content}
.bar{display:flex;flex-wrap:wrap;gap:8px;margin-block-start:8px}
.bar button{flex:1 1 auto;padding-inline:.2em}

.other{display:grid;grid-template-columns:100%;gap:1.2em;align-content:start;justify-items:start}
fieldset,.other .safety,.other .choices,.page{inline-size:100%;min-inline-size:0}
fieldset{display:grid;gap:8px}
legend{padding-block-end:.4em;font-weight:700}
.step{display:flex;flex-wrap:wrap;align-items:center;gap:8px}
.step button{min-inline-size:6em}
output{flex:1;text-align:center}
.tick{display:flex;align-items:center;gap:.7em;min-block-size:48px;cursor:pointer}
.tick input{flex:none;inline-size:1.4em;block-size:1.4em;margin:0;accent-color:var(--accent)}
.page{display:grid;grid-template-columns:100%;gap:.8em;padding:1em;border:1px solid var(--edge);border-radius:1em;background:var(--card)}
.frame{position:absolute;inline-size:0;block-size:0;border:0}

.full dialog.panel{inset:0;inline-size:100%;block-size:var(--height);border:0;border-radius:0}
@media (max-width:40rem){
.inline,.inline .panel{block-size:auto}
.inline .panel,.inline .scroll{overflow:visible}
.inline .foot{position:sticky;inset-block-end:0;border-end-start-radius:1.1em;border-end-end-radius:1.1em}
.scroll,.foot{padding-inline:.75em}
}
.flow dialog.panel{overflow:auto}
.flow .talk,.flow .scroll{flex:none;overflow:visible}
.flow .foot{position:static}
@media (prefers-reduced-motion:no-preference){
.dots{animation:dot 1.2s infinite}
@keyframes dot{50%{scale:.4}}
}
`;
