"""Groups for the invented people of the sample pool, so that adverse impact can be tried out.

Gender and ethnicity are drawn without regard to anything else about a person. Age follows from the
years of experience, as it does among real people: a filter by experience therefore shows an effect.
All shares are invented.
"""

import numpy as np
import pandas as pd

from etl.importing.groups import OLDER_FROM, age_group

SEED = 20261102
STATED = 0.85
"""Share of people who answer a question."""
GENDERS = {"Women": 0.49, "Men": 0.49, "Non-binary": 0.02}
ETHNICITIES = {"Group A": 0.55, "Group B": 0.22, "Group C": 0.15, "Group D": 0.08}
STARTED_AT = (18, 32)
"""Ages at which people begin to work, from and to, evenly."""


def sample_members(people: pd.DataFrame) -> pd.DataFrame:
    """Invented groups, always the same for the same people.

    Args:
        people: candidate_id, experience_years.

    Returns:
        candidate_id, dimension, group_name as ``groups.members`` gives them.
    """
    people = people.sort_values("candidate_id", ignore_index=True)
    rng = np.random.default_rng(SEED)
    size = len(people)
    ages = rng.integers(*STARTED_AT, size, endpoint=True) + people["experience_years"].to_numpy()
    answers = {
        "age_group": [age_group(str(min(int(age), OLDER_FROM))) for age in ages],
        "gender": rng.choice(list(GENDERS), size, p=list(GENDERS.values())),
        "race_ethnicity": rng.choice(list(ETHNICITIES), size, p=list(ETHNICITIES.values())),
    }
    parts = [
        pd.DataFrame(
            {"candidate_id": people["candidate_id"], "dimension": name, "group_name": groups}
        )[rng.random(size) < STATED]
        for name, groups in answers.items()
    ]
    return pd.concat(parts, ignore_index=True)
