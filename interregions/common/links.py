"""Signed links: what an e-mail may carry. A link opens on GET; only a POST acts."""

from datetime import timedelta
from typing import Any

from django.core import signing

from interregions.common.errors import Refused

ALTERED = "Ce lien est incomplet ou a été modifié. Copiez l’adresse entière depuis votre courriel."
EXPIRED = "Ce lien n’est plus valable. Demandez-en un nouveau à la personne qui vous l’a envoyé."


def make_link_token(purpose: str, **values: Any) -> str:
    """A signed token for one purpose: it opens nothing else."""
    return signing.dumps(values, salt=f"interregions.link.{purpose}", compress=True)


def read_link_token(purpose: str, token: str, max_age_days: float) -> dict[str, Any]:
    """The values of a token; raises Refused with a French sentence when it is altered or too old."""
    try:
        values = signing.loads(token, salt=f"interregions.link.{purpose}", max_age=timedelta(days=max_age_days))
    except signing.SignatureExpired as late:
        raise Refused(EXPIRED) from late
    except (signing.BadSignature, ValueError) as altered:
        raise Refused(ALTERED) from altered
    if not isinstance(values, dict):
        raise Refused(ALTERED)
    return values
