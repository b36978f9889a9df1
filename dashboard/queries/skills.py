"""What credentials teach: their skills, and the areas that skills belong to."""

from dashboard.warehouse import query


def of_all() -> dict[str, frozenset[str]]:
    """credential_id -> its skill_ids, of every credential whose skills are known."""
    rows = query("""
        SELECT credential_id, list(skill_id ORDER BY skill_id) AS skills
        FROM marts.credential_skills GROUP BY credential_id ORDER BY credential_id
    """)
    return {
        credential_id: frozenset(skills)
        for credential_id, skills in zip(rows["credential_id"], rows["skills"], strict=True)
    }


def names() -> dict[str, str]:
    """skill_id -> name."""
    rows = query("SELECT skill_id, skill_name FROM marts.skills ORDER BY skill_id")
    return dict(zip(rows["skill_id"], rows["skill_name"], strict=True))


def areas() -> list[str]:
    """Skill areas (``skill_group``) of which a credential teaches at least one skill, by name."""
    rows = query("""
        SELECT DISTINCT skill_group
        FROM marts.skills JOIN marts.credential_skills USING (skill_id)
        ORDER BY skill_group
    """)
    return [str(area) for area in rows["skill_group"]]


def in_area(area: str) -> dict[str, int]:
    """credential_id -> how many skills of an area it teaches; those with most first."""
    rows = query(
        """
        SELECT credential_id, count(*) AS skills
        FROM marts.credential_skills JOIN marts.skills USING (skill_id)
        WHERE skill_group = $area GROUP BY credential_id ORDER BY skills DESC, credential_id
        """,
        area=area,
    )
    return dict(zip(rows["credential_id"], rows["skills"], strict=True))
