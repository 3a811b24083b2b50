"""A fictional network, declared as such on every page, built through the services and stopped at a chosen stage."""
