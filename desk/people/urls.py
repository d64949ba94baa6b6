"""The addresses of logging in, and of the people."""

from __future__ import annotations

from django.urls import path

from desk.people import views, views_admin

urlpatterns = [
    path("login/", views.login, name="login"),
    path("logout/", views.leave, name="logout"),
    path("alive/", views.alive, name="alive"),
    path("password/", views.password, name="password"),
    path("people/", views_admin.listed, name="people"),
    path("people/add/", views_admin.add, name="people-add"),
    path("people/<int:pk>/", views_admin.one, name="person"),
    path("people/<int:pk>/change/", views_admin.change, name="person-change"),
    path("people/<int:pk>/switch/", views_admin.switch, name="person-switch"),
    path("people/<int:pk>/password/", views_admin.reset_password, name="person-password"),
]
