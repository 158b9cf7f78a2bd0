"""`python -m serving` starts the assistant; `python -m serving --chat` talks in the terminal."""

import argparse
import os
import sys

from serving.large_pages import use_large_pages
from serving.light_tensorflow import keep_tensorflow_out
from serving.settings import Settings, SettingsError, read_settings


def main() -> int:
    """Start the server. Returns the exit status: 2 when the settings or the model are not usable."""
    parser = argparse.ArgumentParser(prog="python -m serving", description=__doc__)
    parser.add_argument("--chat", action="store_true", help="talk in the terminal")
    chat = parser.parse_args().chat
    try:
        settings = read_settings()
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    if not settings.model.is_file():
        print(f"There is no trained model at {settings.model}. Run `make train`.", file=sys.stderr)
        return 2
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    keep_tensorflow_out()
    _serve(settings, chat)
    return 0


def _serve(settings: Settings, chat: bool) -> None:
    # Imported here: Rasa must come after keep_tensorflow_out().
    from rasa.core.run import create_http_input_channels, serve_application
    from rasa.core.utils import AvailableEndpoints
    from rasa.utils.endpoints import EndpointConfig

    from serving.in_process_actions import InProcessActions
    from serving.logs import configure_logs
    from serving.quick_rasa import quicken_rasa
    from serving.server import build_app

    configure_logs()
    quicken_rasa()
    endpoints = AvailableEndpoints.read_endpoints(str(settings.endpoints))
    endpoints.action = (
        EndpointConfig(settings.actions_url, enable_selective_domain=True)
        if settings.actions_url
        else InProcessActions()
    )
    if chat:
        where = {"interface": settings.interface, "port": settings.port}
        serve_application(str(settings.model), "cmdline", enable_api=False, endpoints=endpoints, **where)
        return
    app = build_app(settings, create_http_input_channels(None, str(settings.credentials)), endpoints)
    print(f"The assistant starts. In a moment it is at http://{settings.interface}:{settings.port}/", flush=True)
    app.run(host=settings.interface, port=settings.port, workers=1, access_log=False)


if __name__ == "__main__":
    use_large_pages()
    sys.exit(main())
