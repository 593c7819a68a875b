"""Files of people who read their app, or their spreadsheet, in another language than English."""

import pytest

from exercise_buddy.transfer.formats.dates import infer_day_first, parse_date, parse_datetime
from exercise_buddy.transfer.formats.exercise_names import exercise_of
from exercise_buddy.transfer.formats.refusals import RowRefused
from tests.support import Api
from tests.transfer.files import OWN_HEAD, STRONG_HEAD, hevy, preview, refusals, take_in, taken

NARROW = "\u202f"
"""The space that does not break, before AM and PM."""


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("28 Feb 2026, 17:29", "2026-02-28T17:29:00"),
        ("5 Sept 2026, 7:05", "2026-09-05T07:05:00"),
        ("Sept 5, 2026, 7:05 PM", "2026-09-05T19:05:00"),
        ("4 de nov. de 2026, 18:43", "2026-11-04T18:43:00"),
        ("4 fev. 2026 18:43", "2026-02-04T18:43:00"),
        ("25 Juli 2026, 14:21", "2026-07-25T14:21:00"),
        ("1. Mai 2026, 14:21 Uhr", "2026-05-01T14:21:00"),
        ("3. März 2026, 14:21", "2026-03-03T14:21:00"),
        ("31. Okt. 2026 um 14:21", "2026-10-31T14:21:00"),
        ("4 févr. 2026 à 06:43", "2026-02-04T06:43:00"),
        ("4 août 2026, 06:43", "2026-08-04T06:43:00"),
        (f"4 ago 2026, 5:29{NARROW}p.{NARROW}m.", "2026-08-04T17:29:00"),
        ("4 sept 2026, 12:29 a. m.", "2026-09-04T00:29:00"),
        ("4 sept 2026, 12:29 p.m.", "2026-09-04T12:29:00"),
        ("4 mag 2026, 17:29", "2026-05-04T17:29:00"),
        ("4 mei 2026, 17:29", "2026-05-04T17:29:00"),
        ("4 paź 2026, 17:29", "2026-10-04T17:29:00"),
        ("4 Ağu 2026, 17:29", "2026-08-04T17:29:00"),
        ("4 Kas 2026, 17:29", "2026-11-04T17:29:00"),
        ("4 мая 2026, 17:29", "2026-05-04T17:29:00"),
        ("4 июн. 2026, 17:29", "2026-06-04T17:29:00"),
        ("2026. márc. 4. 17:29", "2026-03-04T17:29:00"),
        ("2026年3月4日 17:29", "2026-03-04T17:29:00"),
        ("2026年3月4日 午後5:29", "2026-03-04T17:29:00"),
        ("2026년 3월 4일 오후 5:29", "2026-03-04T17:29:00"),
        ("25.11.2026 09:05:07", "2026-11-25T09:05:07"),
        ("5.5.26 9:05", "2026-05-05T09:05:00"),
        ("25/11/2026 09:05", "2026-11-25T09:05:00"),
        ("11/25/2026 9:05 PM", "2026-11-25T21:05:00"),
        ("2026/11/05 9:05", "2026-11-05T09:05:00"),
        ("2026-03-01 10:00:00", "2026-03-01T10:00:00"),
        ("2026-03-01 10:00:00 +0000", "2026-03-01T10:00:00+00:00"),
        ("2026-03-01t10:00:00.5z", "2026-03-01T10:00:00.500000+00:00"),
    ],
)
def test_a_date_as_people_write_it(text: str, iso: str) -> None:
    assert parse_datetime(text, day_first=None).isoformat() == iso


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is not a date"),
        ("soon", "is not a date"),
        ("4 Foo 2026, 17:29", "is not a date"),
        ("4 may jun 2026, 17:29", "is not a date"),
        ("31 Feb 2026, 17:29", "is not a date"),
        ("4 May 2026, 25:29", "is not a date"),
        ("4 May 2026, 5:29 AM PM", "is not a date"),
        ("2026-02-31 10:00", "is not a date"),
        ("99999999999999999999 May 2026, 17:29", "is not a date"),
        ("4 May 2026, 17:" + "9" * 19, "is not a date"),
        ("9" * 5000 + " May 2026, 17:29", "is not a date"),
        ("4 May 2026", "no time of day"),
        ("04/05/2026 17:29", "is the day or the month first"),
    ],
)
def test_a_date_that_is_none_is_refused_with_one_that_is(text: str, words: str) -> None:
    with pytest.raises(RowRefused, match=words):
        parse_datetime(text, day_first=None)


def test_one_date_that_leaves_no_doubt_tells_the_order_of_all() -> None:
    assert infer_day_first("04/05/2026, 31/05/2026") is True
    assert infer_day_first("04/05/2026, 05/31/2026") is False
    assert infer_day_first("04/05/2026, 05/06/2026") is None
    assert infer_day_first("31/05/2026, 05/31/2026") is None
    assert parse_date("04/05/2026", day_first=True).isoformat() == "2026-05-04"
    assert parse_date("04/05/2026", day_first=False).isoformat() == "2026-04-05"
    assert parse_date("04.05.2026", day_first=False).isoformat() == "2026-05-04"


@pytest.mark.parametrize(
    ("name", "exercise"),
    [
        ("Pull Up (Band)", "pull-up"),
        ("Band-assisted pull-ups", "pull-up"),
        ("Push Up (Knees)", "push-up"),
        ("Knee Push Up", "push-up"),
        ("Skipping", "jump-rope"),
        ("Star Jumps", "jumping-jack"),
        ("High Knees", "high-knees"),
        ("Squats (Body Weight)", "squat"),
        ("Liegestütze", "push-up"),
        ("Liegestütz (auf Knien)", "push-up"),
        ("Klimmzüge (unterstützt)", "pull-up"),
        ("Kniebeuge (Körpergewicht)", "squat"),
        ("Hampelmann", "jumping-jack"),
        ("Seilspringen", "jump-rope"),
        ("Flexão de Braço", "push-up"),
        ("Barra Fixa (Assistida)", "pull-up"),
        ("Agachamento (Peso Corporal)", "squat"),
        ("Polichinelos", "jumping-jack"),
        ("Pular Corda", "jump-rope"),
        ("Prancha", "plank"),
        ("Burpees", "burpee"),
        ("Jump Squat (Bodyweight)", "jump-squat"),
        ("Sentadillas con salto", "jump-squat"),
        ("Flexiones", "push-up"),
        ("Dominadas (Con Peso)", "pull-up"),
        ("Sentadilla (Peso corporal)", "squat"),
        ("Zancadas", "lunge"),
        ("Saltar la Cuerda", "jump-rope"),
        ("Pompes (Sur les genoux)", "push-up"),
        ("Tractions (lesté)", "pull-up"),
        ("Fentes (Poids du corps)", "lunge"),
        ("Corde à sauter", "jump-rope"),
        ("Piegamenti sulle braccia", "push-up"),
        ("Trazioni", "pull-up"),
        ("Подтягивания", "pull-up"),
        ("腕立て伏せ", "push-up"),
        ("스쿼트 (맨몸)", "squat"),
        ("引体向上", "pull-up"),
    ],
)
def test_an_exercise_by_its_names(name: str, exercise: str) -> None:
    assert exercise_of(name) == exercise


@pytest.mark.parametrize(
    "name",
    [
        "Squat (Barbell)",
        "Squat (Band)",
        "Agachamento (Barra)",
        "Kniebeuge (Langhantel)",
        "Sentadilla (Mancuerna)",
        "Squat (Barre)",
        "Lunge (Dumbbell)",
        "Pull Up (Machine)",
        "Handstand Push Up",
        "Supino Reto",
        "Knee",
        "Bodyweight",
        "(Assisted)",
        "",
    ],
)
def test_other_exercises_are_refused(name: str) -> None:
    with pytest.raises(RowRefused, match="no exercise that is counted here"):
        exercise_of(name)


async def test_a_portuguese_file_goes_in_whole(ada: Api) -> None:
    months = ("jan.", "fev.", "mar.")
    content = hevy(*((f"{day} de {month} de 2026, 06:30", "Flexão", "", 10) for month in months for day in (1, 12, 17)))
    result = await take_in(ada, content)
    assert (result["imported"], result["refused"], sum(row["reps"] for row in result["statistics"]["by_exercise"])) == (
        9,
        0,
        90,
    )


@pytest.mark.parametrize("column", ["kg", "Weight", "Weight (kg)", "Weight (lbs)", "weight_kg", "lbs", "Peso (kg)"])
async def test_a_squat_with_a_weight_in_any_column_is_refused(ada: Api, column: str) -> None:
    head = STRONG_HEAD.replace("Weight", column)
    lines = (
        "2026-03-01 10:00:00,Morning,45m,Squat,1,100,5,0,0,,,\n"
        "2026-03-01 10:00:00,Morning,45m,Squat,2,0.0,5,0,0,,,\n"
        "2026-03-01 10:00:00,Morning,45m,Walking Lunges,1,1.020,5,0,0,,,\n"
        "2026-03-01 10:00:00,Morning,45m,Squat (Bodyweight),3,10,5,0,0,,,\n"
    )
    body = await preview(ada, head + lines)
    assert refusals(body) == {
        2: "“Squat” with a weight is not counted here, only without one",
        4: "“Walking Lunges” with a weight is not counted here, only without one",
    }
    assert [row[:2] for row in taken(body)] == [("squat", 5), ("squat", 5)]


async def test_an_assisting_weight_is_not_a_lifted_weight(ada: Api) -> None:
    body = await preview(
        ada,
        hevy(
            ("1 Mar 2026, 10:00", "Pull Up (Assisted)", "21", 8),
            ("1 Mar 2026, 10:00", "Klimmzüge (unterstützt)", "21,5", 8),
            ("1 Mar 2026, 10:00", "Pull Up (Weighted)", "12.5", 8),
        ).replace("21,5", '"21,5"'),
    )
    assert [row[3] for row in taken(body)] == ["assisted by 21 kg", "assisted by 21.5 kg", "with 12.5 kg"]


async def test_our_own_table_after_a_spreadsheet_saved_it(ada: Api) -> None:
    saved = await ada.save(
        exercise_type="push-up", reps_count=12, started_at="2026-03-17T23:30:00Z", met=3.8, met_code="02022"
    )
    content = (await ada.get("/workouts/export", format="csv")).text
    await ada.delete(f"/workouts/{saved['id']}")
    for name, value in (("2026-03-18", "18.03.2026"), ("02022", "2022"), (",", ";")):
        assert name in content
        content = content.replace(name, value)
    assert refusals(await preview(ada, content)) == {}
    await take_in(ada, content)
    again = (await ada.get(f"/workouts/{saved['id']}")).json()
    assert (again["local_date"], again["met_code"]) == ("2026-03-18", "02022")


async def test_a_local_time_is_one_of_the_profiles_zone(ada: Api) -> None:
    body = await preview(ada, OWN_HEAD + "25.02.2026 09:30,push-up,12,30\n2026-02-25 09:30,push-up,12,30\n")
    assert [row["workout"]["started_at"] for row in body["rows"]] == ["2026-02-25T08:30:00Z"] * 2
    assert [row["status"] for row in body["rows"]] == ["take", "take"]
