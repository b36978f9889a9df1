-- a posting whose text is nearly that of an earlier one for the same job, and the earliest such one
-- grain: posting_id
-- The same job: one title, and no two employers, places or pays. In one source a missing place is
-- a place of its own. Nearly: across sources at most 7 of the 128 bits of the signatures differ (a
-- similarity of about 0.89 and more); in one source at most 2 (0.97), since there an employer
-- advertises its wards and teams in nearly one text. With 7 bits one at least of eight bands of 16
-- bits is equal: only rows that share a band are compared, and in a crowded band only neighbours,
-- 32 at a time, so that the work grows with the rows and not with their square.
WITH jobs AS (
    SELECT
        posting_id,
        source,
        employer_key,
        locality,
        pay_min_annual,
        pay_max_annual,
        pay_currency,
        near_low,
        near_high,
        hash(regexp_replace(lower(strip_accents(title)), '[^\p{L}\p{N}]+', '', 'g')) AS title_hash,
        row_number() OVER (ORDER BY posted_month NULLS LAST, source, posting_id) AS age_rank
    FROM intermediate.exact_copies
    WHERE copy_number = 1 AND document_type = 'posting' AND title IS NOT NULL
        AND near_low IS NOT NULL
    QUALIFY count(*) OVER (PARTITION BY title_hash) > 1
),

banded AS (
    SELECT *, unnest(range(8)) AS band
    FROM jobs
),

in_bands AS (
    SELECT
        *,
        ((CASE WHEN band < 4 THEN near_low ELSE near_high END) >> (16 * (band % 4))) & 65535
            AS bits
    FROM banded
    QUALIFY count(*) OVER (PARTITION BY title_hash, band, bits) > 1
),

placed AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY title_hash, band, bits
            ORDER BY employer_key NULLS LAST, locality NULLS LAST, pay_min_annual NULLS LAST,
                age_rank
        ) - 1 AS place
    FROM in_bands
),

-- The first row of a block is also the last of the block before, so that no copy stays behind.
blocked AS (
    SELECT
        *,
        unnest(CASE WHEN place % 32 = 0 AND place > 0 THEN [place // 32 - 1, place // 32]
            ELSE [place // 32] END) AS block
    FROM placed
),

pairs AS (
    SELECT
        later.posting_id,
        earlier.posting_id AS copy_of,
        earlier.age_rank,
        earlier.source = later.source AS is_one_source,
        bit_count(xor(later.near_low, earlier.near_low))
            + bit_count(xor(later.near_high, earlier.near_high)) AS differing_bits
    FROM blocked later
    JOIN blocked earlier USING (title_hash, band, bits, block)
    WHERE earlier.age_rank < later.age_rank
        AND coalesce(earlier.employer_key = later.employer_key, true)
        AND CASE WHEN earlier.source = later.source
            THEN earlier.locality IS NOT DISTINCT FROM later.locality
            ELSE coalesce(earlier.locality = later.locality, true) END
        AND coalesce(earlier.pay_currency = later.pay_currency, true)
        AND coalesce(earlier.pay_min_annual = later.pay_min_annual, true)
        AND coalesce(earlier.pay_max_annual = later.pay_max_annual, true)
)

SELECT
    posting_id,
    arg_min(copy_of, age_rank) AS copy_of,
    arg_min(differing_bits, age_rank)::INTEGER AS differing_bits
FROM pairs
WHERE differing_bits <= CASE WHEN is_one_source THEN 2 ELSE 7 END
GROUP BY posting_id
