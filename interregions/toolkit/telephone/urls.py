"""One address for every gesture."""

from interregions.toolkit.telephone import views

app_name = "telephone"
urlpatterns = views.patterns
