-- The twelve rules in SQLite; $CSV and $OUT are replaced by the driver, calendar.csv lies beside.
PRAGMA journal_mode=OFF;
PRAGMA synchronous=OFF;
PRAGMA temp_store=MEMORY;
CREATE TABLE raw(
  case_id, agency, unit, category, priority, subject_age, disabled, received_at, dispatched_at,
  first_reply_at, supplement_requested_at, supplement_received_at, extended_until,
  extension_notified_at, closed_at, result, public_use, officer, amount);
.mode csv
.import --skip 1 $CSV raw
CREATE TABLE days(d TEXT PRIMARY KEY, is_work INT) WITHOUT ROWID;
.import --skip 1 calendar.csv days
-- w: working days up to the day; roll: the first working day from it on.
CREATE TABLE cal(d TEXT PRIMARY KEY, w INT, roll TEXT) WITHOUT ROWID;
INSERT INTO cal
  SELECT d, sum(is_work) OVER (ORDER BY d),
    min(CASE WHEN is_work = 1 THEN d END) OVER (ORDER BY d ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)
  FROM days;
CREATE TABLE wd(n INTEGER PRIMARY KEY, d TEXT);
INSERT INTO wd SELECT cal.w, d FROM cal JOIN days USING (d) WHERE is_work = 1;
-- The calendar's days a month's count later, cut to the month's end.
CREATE TABLE months(d TEXT PRIMARY KEY, m3 TEXT, m5 TEXT) WITHOUT ROWID;
INSERT INTO months
  SELECT d, min(date(d, '+3 months'), date(d, 'start of month', '+4 months', '-1 day')),
    min(date(d, '+5 months'), date(d, 'start of month', '+6 months', '-1 day'))
  FROM days WHERE d < '2026-06-01';
CREATE TABLE class(category TEXT PRIMARY KEY, cls INT) WITHOUT ROWID;
INSERT INTO class VALUES
  ('家庭暴力保護',1),('性侵害防治',1),('兒少保護',1),('老人保護',1),('脆弱家庭',1),('路燈故障',2),('道路坑洞',2),
  ('噪音檢舉',2),('違規停車',2),('一般公文',3),('人民陳情案',3),('監察案件',3),('議員質詢',3),('首長信箱',3),
  ('訴願案件',4),('國家賠償',4),('行政救濟',4),('建築執照',5),('營業登記',5),('小額採購',5);
CREATE TABLE c AS
  SELECT case_id, nullif(agency, '') agency, nullif(unit, '') unit, nullif(raw.category, '') category, cls,
    nullif(priority, '') priority, nullif(disabled, '') disabled,
    nullif(received_at, '') received_at, nullif(dispatched_at, '') dispatched_at,
    nullif(first_reply_at, '') first_reply_at, nullif(closed_at, '') closed_at, nullif(result, '') result,
    nullif(officer, '') officer, CAST(nullif(amount, '') AS INT) amount,
    substr(nullif(received_at, ''), 1, 10) rd, substr(nullif(closed_at, ''), 1, 10) cd,
    substr(nullif(supplement_requested_at, ''), 1, 10) q, substr(nullif(supplement_received_at, ''), 1, 10) r,
    CASE WHEN extended_until <> '' THEN substr(nullif(extension_notified_at, ''), 1, 10) END xn,
    coalesce(nullif(subject_age, '') + 0 >= 18 AND disabled = 'N' AND raw.category <> '脆弱家庭', 0)
      OR coalesce(raw.category = '脆弱家庭' AND nullif(subject_age, '') + 0 < 18, 0) h72
  FROM raw LEFT JOIN class USING (category);
CREATE TABLE r1 AS
  SELECT *, dispatched_at IS NULL OR dispatched_at > due bad FROM (
    SELECT case_id, unit, received_at, dispatched_at,
      substr(datetime(received_at, CASE WHEN h72 THEN '+72 hours' ELSE '+24 hours' END), 1, 16) due
    FROM c WHERE cls = 1 AND received_at IS NOT NULL)
  WHERE dispatched_at IS NOT NULL OR '2025-01-20 00:00' > due;
CREATE TABLE d2 AS
  SELECT case_id, agency, cls, rd, closed_at, cd, roll due FROM c JOIN cal ON cal.d = date(c.rd, '+30 days')
  WHERE cls IN (1, 2, 3);
CREATE TABLE d3 AS
  SELECT case_id, closed_at, cd, wd.d due FROM c JOIN cal ON cal.d = c.rd
    JOIN wd ON wd.n = cal.w + CASE priority WHEN '最速件' THEN 1 WHEN '速件' THEN 3 WHEN '普通件' THEN 6 END
  WHERE cls = 3;
CREATE TABLE d4 AS
  SELECT case_id, closed_at, cd, CASE WHEN xn <= b.roll THEN e.roll ELSE b.roll END due
  FROM c JOIN months m ON m.d = c.rd JOIN cal b ON b.d = m.m3 JOIN cal e ON e.d = m.m5 WHERE cls = 4;
CREATE TABLE d5 AS
  SELECT case_id, closed_at, cd, used, wd.d due FROM (
    SELECT case_id, closed_at, cd, ce.w - cr.w - susp used, cr.w + 15 + susp dn FROM (
      SELECT s.*, CASE WHEN q IS NULL THEN 0 ELSE max(0, c2.w - cq.w) END susp FROM (
        SELECT *, coalesce(cd, '2025-01-20') e FROM c WHERE cls = 5 AND rd IS NOT NULL) s
        LEFT JOIN cal cq ON cq.d = min(s.q, s.e)
        LEFT JOIN cal c2 ON c2.d = min(coalesce(s.r, s.e), s.e)) s
      JOIN cal cr ON cr.d = s.rd JOIN cal ce ON ce.d = s.e)
    JOIN wd ON wd.n = dn;
.headers on
.mode list
.separator , "\n"
.once $OUT.violations.csv
SELECT * FROM (
  SELECT case_id, 'R1' rule, due, dispatched_at actual,
    CAST(julianday(substr(coalesce(dispatched_at, '2025-01-20'), 1, 10)) - julianday(substr(due, 1, 10)) AS INT) days_late
    FROM r1 WHERE bad
  UNION ALL SELECT case_id, 'R2', due, closed_at, CAST(julianday(cd) - julianday(due) AS INT) FROM d2 WHERE cd > due
  UNION ALL SELECT case_id, 'R3', due, closed_at, CAST(julianday(cd) - julianday(due) AS INT) FROM d3 WHERE cd > due
  UNION ALL SELECT case_id, 'R4', due, closed_at, CAST(julianday(cd) - julianday(due) AS INT) FROM d4 WHERE cd > due
  UNION ALL SELECT case_id, 'R5', due, closed_at, CAST(julianday(cd) - julianday(due) AS INT) FROM d5
    WHERE used > 15 AND cd IS NOT NULL
  UNION ALL SELECT case_id, 'R8', closed_at, first_reply_at,
    CAST(julianday(substr(first_reply_at, 1, 10)) - julianday(cd) AS INT)
    FROM c WHERE closed_at IS NOT NULL AND (first_reply_at IS NULL OR first_reply_at > closed_at)
  UNION ALL SELECT case_id, 'R9', 1, count(*), NULL FROM c GROUP BY case_id HAVING count(*) > 1
  UNION ALL SELECT case_id, 'R10', 'agency', NULL, NULL FROM c WHERE agency IS NULL
  UNION ALL SELECT case_id, 'R10', 'unit', NULL, NULL FROM c WHERE unit IS NULL
  UNION ALL SELECT case_id, 'R10', 'category', NULL, NULL FROM c WHERE category IS NULL
  UNION ALL SELECT case_id, 'R10', 'priority', NULL, NULL FROM c WHERE priority IS NULL
  UNION ALL SELECT case_id, 'R10', 'disabled', NULL, NULL FROM c WHERE disabled IS NULL
  UNION ALL SELECT case_id, 'R10', 'received_at', NULL, NULL FROM c WHERE received_at IS NULL
  UNION ALL SELECT case_id, 'R10', 'officer', NULL, NULL FROM c WHERE officer IS NULL
  UNION ALL SELECT case_id, 'R10', 'result', NULL, NULL FROM c WHERE result IS NULL AND closed_at IS NOT NULL
  UNION ALL SELECT case_id, 'R11', 150000, s, NULL FROM (
    SELECT case_id, sum(amount) OVER (
      PARTITION BY officer ORDER BY CAST(julianday(rd) AS INT) RANGE BETWEEN 29 PRECEDING AND CURRENT ROW) s
    FROM c WHERE category = '小額採購' AND amount > 0 AND amount < 150000 AND officer IS NOT NULL AND rd IS NOT NULL)
    WHERE s > 150000
  UNION ALL SELECT case_id, 'R12', due, NULL, CAST(julianday('2025-01-20') - julianday(due) AS INT) FROM (
    SELECT case_id, due FROM d3 WHERE cd IS NULL
    UNION ALL SELECT case_id, due FROM d4 WHERE cd IS NULL
    UNION ALL SELECT case_id, due FROM d5 WHERE cd IS NULL
    UNION ALL SELECT case_id, due FROM d2 WHERE cd IS NULL AND cls < 3) WHERE due < '2025-01-20');
.once $OUT.rates.csv
SELECT *, met * 10000 / n bp, CASE WHEN rule = 'R6' THEN met * 100 >= 98 * n ELSE met = n END ok FROM (
  SELECT 'R6' rule, coalesce(unit, '-') g1, substr(received_at, 1, 7) g2, count(*) n, sum(NOT bad) met
    FROM r1 GROUP BY 2, 3
  UNION ALL SELECT 'R7', coalesce(agency, '-'), substr(rd, 1, 4), count(*), sum(cd <= due)
    FROM d2 WHERE cd IS NOT NULL GROUP BY 2, 3);
