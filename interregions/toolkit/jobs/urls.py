"""/travaux/"""

from django.urls import path

from interregions.toolkit.jobs import views

app_name = "jobs"
urlpatterns = [
    path("travaux/<int:job_id>/", views.job, name="job"),
    path("travaux/<int:job_id>/reprendre/", views.retry, name="retry"),
]
