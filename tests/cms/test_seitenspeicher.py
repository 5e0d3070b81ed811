"""The store of finished answers: bounded, dropped by tag, never newer than it claims."""

from hypothesis import given
from hypothesis import strategies as st

from cms.seitenspeicher import OVERHEAD, Seite, Seitenspeicher


def seite(*tags: str, body: bytes = b"x") -> Seite:
    return Seite(body=body, headers=(), etag='"1"', tags=frozenset(tags))


def test_dropping_a_tag_removes_what_has_it_and_nothing_else():
    speicher = Seitenspeicher(100_000)
    speicher.put("a", seite("leistung:1", "gebiete"), speicher.uhr)
    speicher.put("b", seite("leistung:2", "gebiete"), speicher.uhr)
    speicher.drop({"leistung:1", "never seen"})
    assert speicher.get("a") is None
    assert speicher.get("b")
    speicher.drop({"gebiete"})
    assert len(speicher) == speicher.size == 0


def test_an_answer_made_from_what_was_dropped_meanwhile_is_refused():
    speicher = Seitenspeicher(100_000)
    begun = speicher.uhr
    speicher.drop({"leistung:1"})
    assert not speicher.put("a", seite("leistung:1"), begun)
    assert speicher.put("b", seite("leistung:2"), begun)
    speicher.drop()
    assert not speicher.put("b", seite("leistung:2"), begun)
    assert speicher.put("b", seite("leistung:2"), speicher.uhr)


def test_the_least_recently_asked_goes_first():
    speicher = Seitenspeicher(3 * (OVERHEAD + 1))
    for key in "abc":
        speicher.put(key, seite(key), speicher.uhr)
    speicher.get("a")
    speicher.put("d", seite("d"), speicher.uhr)
    assert [key for key in "abcd" if speicher.get(key)] == ["a", "c", "d"]


def test_what_is_larger_than_the_whole_store_is_not_kept():
    speicher = Seitenspeicher(10_000)
    assert not speicher.put("a", seite("t", body=b"x" * 10_000), speicher.uhr)
    assert len(speicher) == 0


@given(
    st.lists(
        st.one_of(
            st.tuples(
                st.just("put"), st.sampled_from("abcdef"), st.frozensets(st.sampled_from("xyz")), st.integers(0, 4000)
            ),
            st.tuples(st.just("drop"), st.frozensets(st.sampled_from("xyz"))),
            st.tuples(st.just("get"), st.sampled_from("abcdef")),
        )
    )
)
def test_size_and_contents_agree_with_a_plain_model(steps):
    speicher = Seitenspeicher(4 * OVERHEAD)
    model: dict[str, Seite] = {}
    for step, *args in steps:
        if step == "put":
            key, tags, length = args
            model[key] = seite(*tags, body=b"x" * length)
            if speicher.put(key, model[key], speicher.uhr):
                continue
            del model[key]
        elif step == "drop":
            speicher.drop(set(args[0]))
            model = {key: one for key, one in model.items() if not one.tags & args[0]}
        elif found := speicher.get(args[0]):
            assert found == model[args[0]]
    kept = [one for key in model if (one := speicher.get(key))]
    assert speicher.size == sum(one.size for one in kept) <= speicher.limit
