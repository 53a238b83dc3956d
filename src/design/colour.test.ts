import assert from 'node:assert/strict'
import { test } from 'node:test'
import { areaColours, contrast, isLegible, legibleNear } from './colour.ts'

test('contrast is WCAG’s: values published for these pairs', () => {
  for (const [a, b, ratio] of [['#000000', '#ffffff', 21], ['#767676', '#ffffff', 4.54], ['#ff0000', '#ffffff', 4], ['#0000ff', '#ffffff', 8.59]] as const) {
    assert.ok(Math.abs(contrast(a, b) - ratio) < 0.005, `${a} on ${b}: ${contrast(a, b)}`)
  }
})

test('the nearest shade can be chosen, is a little darker at most, and is the colour itself where that can be', () => {
  assert.equal(legibleNear('#0b5566'), '#0b5566')
  for (let r = 0; r < 256; r += 51) {
    for (let g = 0; g < 256; g += 51) {
      for (let b = 0; b < 256; b += 51) {
        const colour = `#${[r, g, b].map((part) => part.toString(16).padStart(2, '0')).join('')}`
        const near = legibleNear(colour)
        assert.ok(isLegible(near), `${colour} became ${near}`)
        if (isLegible(colour)) assert.equal(near, colour)
        else assert.ok(contrast(near, '#fbf8f2') < 4.75, `${near}, for ${colour}, is darker than it has to be`)
        assert.ok(contrast(areaColours(near).deep, '#e4dbc9') >= 4.5, `words of ${near} on the darkest ground`)
      }
    }
  }
})
