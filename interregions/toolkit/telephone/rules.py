"""Why a gesture is not entered for an organisation. Pure."""


def reasons_not_to_enter(*, concerned: bool, own: bool, said_by: str) -> list[str]:
    """The animation enters what one organisation asked it to, and says who asked."""
    if own:
        return ["Pour votre propre organisme, passez par sa page."]
    if not concerned:
        return ["Cet organisme n’a pas ce geste à faire ici."]
    if not said_by.strip():
        return ["Écrivez qui l’a dit au téléphone\u202f: son organisme le lira."]
    return []


def reasons_not_to_enter_again(*, same: bool, settled: bool, at: str, by: str) -> list[str]:
    """What was just said is entered once, by whoever of the animation; unless that was settled since."""
    if not same or settled:
        return []
    return [f"C’est déjà saisi mot pour mot, {at}, par {by}\u202f: rien n’est écrit une seconde fois."]
