"""The clinicians' review sheet: everything the assistant may say, on one page to read, print, mark and sign.

`python -m review OUTPUT.html [--today YYYY-MM-DD]`. The words of the page and its structure live in
`data/review_sheet.html.j2`, its look in `style.css`; the code only gathers what the page shows.
"""
