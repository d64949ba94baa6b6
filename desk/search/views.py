"""What the search box at the top finds."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from desk.access import READERS, allowed, who
from store import searching


@allowed(*READERS)
@require_GET
def found(request: HttpRequest) -> HttpResponse:
    """Firms and projects; straight to the one that is all there is."""
    text = " ".join(request.GET.get("q", "").split())[:60]
    said = {"query": text, "least": searching.LEAST, "most": searching.MOST}
    if len(text) < searching.LEAST:
        return render(request, "desk/search/found.html", said)
    me = who(request)
    firms, projects = searching.firms(me, text), searching.projects(me, text)
    if len(firms) == 1 and not projects and firms[0].openable:
        return redirect(f"/submissions/{firms[0].pk}/")
    said |= {"firms": firms, "projects": projects, "asked": True, "of": searching.PROJECTS_OF}
    return render(request, "desk/search/found.html", said)
