"""Who may release a text: the rule itself."""

from hypothesis import given
from hypothesis import strategies as st

from leistungen.freigaberegel import may_publish_at_once, may_release

people = st.integers(1, 5)


@given(people, st.booleans(), st.sets(people))
def test_with_four_eyes_nobody_releases_the_own_text(user, freigebend, urheber):
    allowed = may_release(user, freigebend=freigebend, vier_augen=True, urheber=urheber)
    assert allowed == (freigebend and user not in urheber)


@given(people, st.booleans(), st.sets(people))
def test_without_them_the_group_freigabe_releases_everything(user, freigebend, urheber):
    assert may_release(user, freigebend=freigebend, vier_augen=False, urheber=urheber) == freigebend


@given(st.booleans())
def test_with_four_eyes_nobody_publishes_at_once(freigebend):
    assert not may_publish_at_once(freigebend=freigebend, vier_augen=True)
    assert may_publish_at_once(freigebend=freigebend, vier_augen=False) == freigebend
