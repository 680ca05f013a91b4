"""How many files this process may have open: every page that is open is one of them."""

import resource

KEPT_FREE = 500
"""For requests, the database and files: streams never take the last."""


def room_for(wanted: int) -> int:
    """Raises the limit of this process as far as it needs and may, and gives how many of the wanted then have room.

    Service managers often begin with 1,024 and let a process raise it.
    """
    limit, ceiling = resource.getrlimit(resource.RLIMIT_NOFILE)
    if limit == resource.RLIM_INFINITY:
        return wanted
    needed = wanted + KEPT_FREE
    raised = max(limit, needed if ceiling == resource.RLIM_INFINITY else min(needed, ceiling))
    if raised > limit:
        resource.setrlimit(resource.RLIMIT_NOFILE, (raised, ceiling))
    return max(0, min(wanted, raised - KEPT_FREE))
