"""Where everybody begins, and the pages for what went wrong."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static

from desk.access import EVERYBODY, allowed, public, who
from schemas.desk import Role

_HOME: Final = {
    Role.PROVINCE: "/batches/",
    Role.CITY: "/batches/",
    Role.EXPERT: "/expert/",
    Role.AUDITOR: "/log/",
    Role.ADMIN: "/people/",
}


@allowed(*EVERYBODY)
def home(request: HttpRequest) -> HttpResponse:
    """To the page where this role works."""
    return redirect(_HOME[who(request).role])


@public
def icon(request: HttpRequest) -> HttpResponse:
    """What browsers ask for beside a page that names no icon: an archived report."""
    return redirect(static("desk/mark.svg"), permanent=True)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was sent with an old token, or by another site."""
    return _trouble(
        request,
        403,
        "页面已过期",
        "登录已失效或页面打开太久，这次提交没有保存。请返回上一页，刷新后重新提交。",
    )


def denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Another role's page."""
    return _trouble(
        request, 403, "无权查看", "您的角色不能打开这一页。如需权限，请联系系统管理员。"
    )


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such thing, or not this person's: the same answer for both."""
    return _trouble(
        request, 404, "没有这一页", "这一项不存在，或不在您的职责范围内。请回到首页重新进入。"
    )


def broken(request: HttpRequest) -> HttpResponse:
    """A fault of ours."""
    return _trouble(
        request,
        500,
        "系统出错",
        "这一步没有完成，已有的数据没有改动。请稍后再试；仍不行请联系系统管理员。",
    )


def _trouble(request: HttpRequest, status: int, title: str, advice: str) -> HttpResponse:
    said = {"title": title, "advice": advice, "code": status}
    return render(request, "desk/trouble.html", said, status=status)
