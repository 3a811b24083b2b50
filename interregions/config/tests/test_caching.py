"""What processes remember together: plain, and no page fails without it."""

import socket

from interregions.config.caching import PlainSerializer, SharedMemory


def test_what_is_kept_is_json():
    plain = PlainSerializer()
    assert plain.loads(plain.dumps("/a-faire/").encode()) == "/a-faire/"
    assert plain.loads(plain.dumps(True).encode()) is True


def test_a_dead_redis_makes_no_form_fail():
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        shared = SharedMemory(f"redis://127.0.0.1:{closed.getsockname()[1]}/0", {})
        assert shared.add("sent", "-", 60) is True
        assert shared.get("sent") is None
        shared.set("sent", "/a-faire/", 60)
        assert shared.delete("sent") is False
