from math import isclose, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.overlap import rarity_weights, redundancy, similarity

CATALOG = {"a": {"talk", "nmap"}, "b": {"talk", "nmap", "sql"}, "c": {"talk"}, "d": set()}
WEIGHTS = rarity_weights(CATALOG)
SETS = st.sets(st.sampled_from(sorted(WEIGHTS)))


def test_a_rarer_skill_weighs_more_and_credentials_without_skills_do_not_count() -> None:
    assert {"talk": log(4 / 3), "nmap": log(4 / 2), "sql": log(4 / 1)} == WEIGHTS


def test_jaccard_and_redundancy_worked_by_hand() -> None:
    both, either = log(4 / 3) + log(2), log(4 / 3) + log(2) + log(4)
    assert isclose(similarity(CATALOG["a"], CATALOG["b"], WEIGHTS) or 0, both / either)
    assert isclose(redundancy(CATALOG["b"], [CATALOG["a"]], WEIGHTS) or 0, both / either)
    assert redundancy(CATALOG["a"], [CATALOG["b"]], WEIGHTS) == 1
    assert redundancy(CATALOG["a"], [], WEIGHTS) == 0


@pytest.mark.parametrize("other", [{"talk"}, set()])
def test_unknown_skills_are_no_overlap_of_zero(other: set[str]) -> None:
    assert similarity(set(), other, WEIGHTS) is None
    assert redundancy(set(), [other], WEIGHTS) is None


@given(SETS, SETS)
def test_similarity_is_the_same_both_ways_and_1_only_for_equals(a: set[str], b: set[str]) -> None:
    found = similarity(a, b, WEIGHTS)
    assert found == similarity(b, a, WEIGHTS)
    if found is not None:
        assert 0 <= found <= 1
        assert (found == 1) == (a == b)


@given(SETS, SETS, SETS)
def test_more_held_never_makes_a_credential_less_redundant(
    own: set[str], held: set[str], more: set[str]
) -> None:
    less, greater = redundancy(own, [held], WEIGHTS), redundancy(own, [held, more], WEIGHTS)
    if less is not None and greater is not None:
        assert 0 <= less <= greater <= 1
