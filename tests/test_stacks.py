from analysis.stacks import Edge, pathway, stack_indicators


def edge(a: str, b: str, relation: str = "prerequisite", **facts: object) -> Edge:
    known: dict[str, object] = {
        "strength": "required",
        "from_issuer": f"{a} body",
        "to_issuer": f"{b} body",
        "is_credit_bearing": False,
    }
    return Edge(a, b, relation, **(known | facts))  # type: ignore[arg-type]


CHAIN = [edge("a", "b"), edge("b", "c"), edge("c", "d"), edge("d", "e"), edge("x", "c", "part_of")]


def test_layers_run_from_what_is_needed_to_what_it_leads_to() -> None:
    assert pathway(CHAIN, "c").layers == {"c": 0, "b": -1, "x": -1, "a": -2, "d": 1, "e": 2}


def test_reach_bounds_the_path() -> None:
    assert set(pathway(CHAIN, "c", reach=1).layers) == {"b", "c", "d", "x"}


def test_what_does_not_fit_is_counted() -> None:
    edges = [edge("hub", f"n{i:02}") for i in range(40)]
    found = pathway(edges, "hub", limit=30)
    assert len(found.layers) == 30
    assert found.left_out == 11


def test_renewals_and_successors_are_no_steps() -> None:
    found = pathway([edge("a", "b", "renews"), edge("a", "c", "supersedes")], "a")
    assert found.layers == {"a": 0}


def test_a_credential_without_steps_stands_alone() -> None:
    assert pathway([], "lonely").layers == {"lonely": 0}


def test_a_circle_does_not_hang() -> None:
    found = pathway([edge("a", "b"), edge("b", "a")], "a")
    assert found.layers["a"] == 0


def test_indicators_count_credentials_and_others_issuers() -> None:
    edges = [
        edge("a", "b", to_issuer="U1", from_issuer="I"),
        edge("a", "c", "credit_toward", to_issuer="U2", from_issuer="I", is_credit_bearing=True),
        edge("b", "c", to_issuer="I", from_issuer="I"),
        edge("z", "c", to_issuer="U3", from_issuer="I"),
        edge("a", "d", "renews", to_issuer="U4", from_issuer="I"),
    ]
    found = stack_indicators(edges, ["a", "b", "lonely"])
    assert found.credentials == 3
    assert found.with_onward_step == 2
    assert found.onward_edges == 3
    assert found.credit_bearing == 1
    assert found.receiving_issuers == 2
