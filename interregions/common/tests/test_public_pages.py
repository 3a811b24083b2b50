import pytest


@pytest.mark.parametrize("url", ["/accessibilite/", "/donnees-personnelles/", "/credits/", "/donnees-ouvertes/"])
def test_the_footer_pages_are_public(client, db, url):
    page = client.get(url)
    assert page.status_code == 200
    assert "<h1>" in page.content.decode()


def test_health_says_what_answers(client, db, settings, tmp_path):
    settings.HOME = tmp_path
    assert client.get("/sante/vivant/").json() == {"alive": True}
    assert client.get("/sante/pret/").json() == {
        "ready": True,
        "database": True,
        "disk": True,
        "files": True,
        "queue": True,
        "worker": False,  # none runs in this test, and a page is served all the same
        "mail": True,
    }
    settings.HOME = tmp_path / "absent"
    assert client.get("/sante/pret/").status_code == 503


def test_robots_keep_out_of_the_working_pages(client, db):
    assert "Disallow: /" in client.get("/robots.txt").content.decode()


def test_the_gallery_is_closed_on_a_real_installation(client, db):
    assert client.get("/composants/").status_code == 404


def test_the_gallery_opens_for_developers(client, db, settings):
    settings.DEBUG = True
    assert client.get("/composants/").status_code == 200
