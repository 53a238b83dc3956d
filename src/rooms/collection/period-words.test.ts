import assert from 'node:assert/strict'
import { test } from 'node:test'
import { periodInWords } from './period-words.ts'

test('periods are said as people say them', () => {
  for (const [series, period, said] of [
    ['school-census', '2026-3-autumn', 'Autumn 2026'], ['attendance-daily', '2026-11-16', 'Week of 16 November 2026'], ['ap-census', '2026-01-15', '15 January 2026'],
    ['attainment', '2026-ks2', 'Key stage 2, 2026'], ['attainment', '2026-phonics', 'Phonics, 2026'], ['ssda903', '2025/26', '2025/26'], ['sen2', '2026', '2026'], ['ctf', '2025-09-10 10:30:00 to 3834006', '2025-09-10 10:30:00 to 3834006'],
  ] as const) assert.equal(periodInWords(series, period), said)
})
