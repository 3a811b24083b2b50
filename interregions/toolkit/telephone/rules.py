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
