"""Everything of Rasa that is replaced by something quicker, for all who load a model as the server does."""

from serving.action_results import check_results_quickly
from serving.graph_runner import run_components_in_order
from serving.small_costs import spare_small_costs


def quicken_rasa() -> None:
    """Put the replacements in place, for models that are loaded from now on."""
    check_results_quickly()
    run_components_in_order()
    spare_small_costs()
