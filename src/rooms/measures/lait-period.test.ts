import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { laitPeriod } from './lait-period.ts'
import { measureBook } from './measure-book.ts'

/** Worked by hand from what the releases say: a year alone is the one it ends in. */
const READ: [spelling: string, yearType: string, label: string, starts: string, ends: string, status: string | null][] = [
  ['2024', 'Academic Year', '2023/24', '2023-09-01', '2024-08-31', null],
  ['2024', 'Calendar Year', '2024', '2024-01-01', '2024-12-31', null],
  ['2024', 'Financial Year', '2024', '2023-04-01', '2024-03-31', null],
  ['2025', 'Annual - January', '2025', '2024-04-01', '2025-03-31', null],
  ['2025 (prov)', 'Academic Year', '2024/25', '2024-09-01', '2025-08-31', 'provisional'],
  ['2019 (Rev)', 'Academic Year', '2018/19', '2018-09-01', '2019-08-31', 'revised'],
  ['2020 (Final)', 'Academic Year', '2019/20', '2019-09-01', '2020-08-31', 'final'],
  ['2016-17 (OT)', 'Financial Year', '2016-17', '2016-04-01', '2017-03-31', 'final'],
  ['2023-24', 'Financial Year', '2023-24', '2023-04-01', '2024-03-31', null],
  ['2023-24', 'Academic Year', '2023/24', '2023-09-01', '2024-08-31', null],
  ['2022/23', 'Academic Year', '2022/23', '2022-09-01', '2023-08-31', null],
  ['2014-16', 'Calendar Year', '2014-16', '2014-01-01', '2016-12-31', null],
  ['2019-21', 'Calendar Year', '2019-21', '2019-01-01', '2021-12-31', null],
  ['2013/14-15/16', 'Financial Year', '2013-14 to 2015-16', '2013-04-01', '2016-03-31', null],
  ['2013/14-15/16', 'Academic Year', '2013/14 to 2015/16', '2013-09-01', '2016-08-31', null],
  ['1999-00', 'Financial Year', '1999-00', '1999-04-01', '2000-03-31', null],
  ['0', 'Academic Year', 'not stated', '0001-01-01', '0001-01-01', null],
]

for (const [spelling, yearType, label, starts, ends, status] of READ) {
  test(`${spelling} of a ${yearType} is ${label}`, () => {
    const read = laitPeriod(spelling, yearType)
    assert.deepEqual([read.spelling, read.period.label, read.period.starts, read.period.ends, read.status], [spelling, label, starts, ends, status])
  })
}

for (const spelling of ['', 'x', '24', '2024 (guess)', '2023-22', '2023-23', '2013/15-15/16', '9999']) {
  test(`“${spelling}” is no period`, () => {
    assert.throws(() => laitPeriod(spelling, 'Academic Year'), /not a period/)
  })
}

const store = fileURLToPath(new URL('../../../../shared/data/lait/bds_long_0.parquet', import.meta.url))

test(
  'in the whole file every spelling is read, and no two of a column meet in one period',
  { skip: existsSync(store) ? false : 'the file is not here' },
  async () => {
    const rows = await parquetReadObjects({ file: await asyncBufferFromFile(store), columns: ['Short Desc', 'Years'] })
    const { series, yearTypes } = measureBook()
    const typeOf = new Map(series.map(({ code }, index) => [code, yearTypes[index]!]))
    const pairs = new Map(rows.map((row) => [`${row['Short Desc']}\n${row['Years']}`, row]))
    const periods = new Set(
      [...pairs.values()].map((row) => `${row['Short Desc']} ${laitPeriod(row['Years'], typeOf.get(row['Short Desc'])!).period.label}`),
    )
    assert.equal(new Set(rows.map((row) => row['Years'])).size, 65)
    assert.equal(pairs.size, 3771)
    assert.equal(periods.size, 3771)
  },
)
