"""Numbers that people can say on the phone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from torg.enquiries.numbers import LONG, SHORT, heard, is_right, number_of, said


def test_the_first_hundred_thousand_numbers_are_all_different_and_eight_digits_long() -> None:
    numbers = {number_of(n) for n in range(100_000)}
    assert len(numbers) == 100_000
    assert {len(str(n)) for n in numbers} == {8}


def test_numbers_after_the_nine_millionth_are_longer_and_never_like_a_short_one() -> None:
    assert {len(str(number_of(SHORT + n))) for n in range(1000)} == {12}
    assert len({number_of(SHORT + n) for n in range(1000)}) == 1000


@given(some.integers(0, LONG - 1), some.integers(0, 11), some.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(count: int, place: int, more: int) -> None:
    digits = [int(d) for d in str(number_of(count))]
    place %= len(digits)
    digits[place] = (digits[place] + more) % 10
    assert not is_right("".join(map(str, digits)))


@given(some.integers(0, LONG - 1), some.integers(0, 10))
def test_two_neighbours_swapped_are_always_noticed(count: int, place: int) -> None:
    digits = list(str(number_of(count)))
    place %= len(digits) - 1
    if digits[place] != digits[place + 1]:
        digits[place], digits[place + 1] = digits[place + 1], digits[place]
        assert not is_right("".join(digits))


@given(some.integers(0, LONG - 1))
def test_a_number_is_heard_as_it_was_said(count: int) -> None:
    number = number_of(count)
    assert heard(said(number)) == heard(f"no. {number}") == number


def test_what_is_no_number_is_not_heard() -> None:
    for text in ("", "hello", "123", "12345678901234567890", "٤٨٢١"):
        assert heard(text) is None


def test_one_number_does_not_tell_how_many_came_before() -> None:
    steps = {number_of(n + 1) // 10 - number_of(n) // 10 for n in range(50)}
    assert 1 not in steps
