-- In the published wages the 10th percentile is at most the median, the median at most the 90th.
SELECT naics_sector, occupation_code
FROM marts.wages_by_industry
WHERE annual_p10_usd > annual_median_usd OR annual_median_usd > annual_p90_usd
