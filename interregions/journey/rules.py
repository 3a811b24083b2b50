"""When a loop of the thread may close. Pure decisions; what holds a cycle in its stage is in cycles.rules."""


def reasons_not_to_carry_over(*, is_facilitator: bool, is_open: bool, call_takes_proposals: bool) -> list[str]:
    """Why an action cannot become a proposed theme."""
    reasons = []
    if not is_facilitator:
        reasons.append("C’est l’animation qui reprend une action comme thème.")
    if not is_open:
        reasons.append("Cette action est déjà close.")
    if not call_takes_proposals:
        reasons.append("Aucun recueil de thèmes n’accepte de proposition en ce moment.")
    return reasons
