"""What can be made, one module each: findings → what a template may mention."""

from pipeline.model import Deliverable

NAMES = ("outcomes", "action-plan", "assessment-report", "mou-draft", "outreach")


def load(name: str) -> Deliverable:
    """Return the deliverable `name`; only what is asked for is imported."""
    match name:
        case "outcomes":
            from pipeline.deliverables import outcomes

            return outcomes
        case "action-plan":
            from pipeline.deliverables import action_plan

            return action_plan
        case "assessment-report":
            from pipeline.deliverables import assessment_report

            return assessment_report
        case "mou-draft":
            from pipeline.deliverables import mou_draft

            return mou_draft
        case "outreach":
            from pipeline.deliverables import outreach

            return outreach
        case _:
            raise LookupError(name)
