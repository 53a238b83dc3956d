import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateSync } from 'node:zlib'
import { Refusal } from '#kernel'
import { markType } from './brand-picture.ts'

const svg = (inside: string, root = 'viewBox="0 0 10 10"') => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${root}>${inside}</svg>`)
const refused = (bytes: Uint8Array, said: RegExp) =>
  assert.throws(() => markType(bytes), (fault) => fault instanceof Refusal && fault.kind === 'invalid' && said.test(fault.message) && fault.fields['logo'] === fault.message, `${said}: ${Buffer.from(bytes).toString().slice(0, 120)}`)

test('an SVG of shapes is a mark: gradients of its own, plain styles, a title', () => {
  const good = [
    '<title>Crest</title><path d="M0 0h9v9z" fill="#0b5566"/>', '<style>.a{fill:#0b5566}</style><circle class="a" r="3"/>', '<rect width="9" height="9" style="fill:none;stroke:red"/>',
    '<defs><linearGradient id="a"><stop offset="0" stop-color="red"/></linearGradient><linearGradient id="b" xlink:href="#a"/></defs><rect fill="url(#b)" width="3" height="3"/>',
  ]
  for (const inside of good) assert.equal(markType(svg(inside)), 'image/svg+xml', inside)
  assert.equal(markType(Buffer.from('\uFEFF<?xml version="1.0" encoding="UTF-8"?>\n<!-- drawn -->\n<svg xmlns="http://www.w3.org/2000/svg" width="10px" height="8"><path d="M0 0"/></svg>')), 'image/svg+xml')
})

test('an SVG that would run, fetch or hide something is refused with what to do', () => {
  const bad: [string, RegExp][] = [
    ['<script>alert(1)</script>', /holds <script>.*save as plain SVG, or give the mark as PNG/], ['<SCRIPT/>', /holds <SCRIPT>/], ['<g><x:script xmlns:x="http://www.w3.org/2000/svg"/></g>', /holds <x:script>/],
    ['<h:script xmlns:h="http://www.w3.org/1999/xhtml">1</h:script>', /holds <h:script>/], ['<path xmlns="http://www.w3.org/1999/xhtml"/>', /holds <path>/],
    ['<path onload="alert(1)"/>', /attribute onload, which runs a script/], ['<path ONCLICK="x"/>', /ONCLICK/], ['<path href="javascript:alert(1)"/>', /points to javascript:alert\(1\) by href/],
    ['<a xlink:href="javascript:alert(1)"><path d="M0 0"/></a>', /holds <a>/], ['<linearGradient xlink:href="http://evil.example/g.svg#a"/>', /points to http:\/\/evil/],
    ['<linearGradient id="a" href="data:text/html,x"/>', /points to data:/], ['<image href="http://evil.example/x.png"/>', /holds <image>/], ['<use href="#a"/>', /holds <use>/],
    ['<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>', /holds <foreignObject>/], ['<animate attributeName="href" to="javascript:alert(1)"/>', /holds <animate>/],
    ['<set attributeName="onmouseover" to="x"/>', /holds <set>/], ['<style>path{fill:url(http://evil.example/x)}</style>', /style in this SVG/], ['<style>@import "http://evil.example/x.css";</style>', /style in this SVG/],
    ['<style>path{fill:u<!-- -->rl(http://evil.example/x)}</style>', /style in this SVG/], ['<style>path{fill:u<![CDATA[rl(http://evil.example/x)]]></style>', /could not be read as XML|style in this SVG/],
    ['<style>path{fill:u<![CDATA[rl(//evil.example/x)}]]></style>', /style in this SVG/], ['<style>path{fill:\\75rl(http://evil.example/x)}</style>', /style in this SVG/],
    ['<path style="fill:url(http://evil.example/x)"/>', /style in this SVG/], ['<style>svg{background:src("//evil.example/x")}</style>', /style in this SVG/], ['<path fill="u&#x72;l(&quot;//evil.example&quot;)"/>', /style in this SVG/], ['<path style="background:expression(alert(1))"/>', /style in this SVG/],
    ['<path xml:base="http://evil.example/"/>', /xml:base/], ['<?xml-stylesheet href="http://evil.example/x.css"?>', /begins with <\?xml-stylesheet/], ['<path d="M0 0">', /could not be read as XML/],
    ['<path d="&nothing;"/>', /could not be read as XML/], ['<g>'.repeat(80) + '</g>'.repeat(80), /too many parts/], ['<path/>'.repeat(6000), /too many parts/],
  ]
  for (const [inside, said] of bad) refused(svg(inside), said)
  refused(Buffer.from('<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><title>&b;</title></svg>'), /<!DOCTYPE/)
  refused(Buffer.from('<svg viewBox="0 0 1 1"><path/></svg>'), /not an SVG/)
  refused(Buffer.from('<html><body><script>alert(1)</script></body></html>'), /not an SVG/)
  refused(Buffer.from('<?xml version="1.0" encoding="UTF-7"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'), /says it is written in UTF-7/)
  refused(Buffer.concat([svg('<title>'), Buffer.from([0xff, 0xfe])]), /not written in UTF-8/)
  refused(svg('<path/>', ''), /does not say how large/)
})

test('a picture is what its bytes say, whole, and no larger than a mark may be', () => {
  assert.equal(markType(png(120, 40)), 'image/png')
  assert.equal(markType(jpeg(300, 200)), 'image/jpeg')
  refused(png(2001, 40), /2001 by 40 pixels; 2000 a side is the most/)
  refused(jpeg(10, 65_000), /10 by 65000 pixels/)
  refused(png(120, 40).subarray(0, 40), /damaged/)
  refused(jpeg(300, 200).subarray(0, 12), /damaged/)
  refused(Buffer.from('GIF89a...'), /not a PNG, JPEG or SVG picture, whatever its name says/)
  refused(Buffer.from('MZ\x90'), /not a PNG, JPEG or SVG/)
  refused(Buffer.alloc(0), /empty/)
  refused(Buffer.concat([png(10, 10), Buffer.alloc(200_000)]), /200 kB is the most/)
})

/** A PNG by its specification: signature, IHDR, IDAT, IEND. Checks are left at nought: nobody here reads them. */
function png(width: number, height: number) {
  const chunk = (type: string, data: Buffer) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 0, 0, 0, 0], 8)
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.alloc(16))), chunk('IEND', Buffer.alloc(0))])
}

/** A JPEG's start: an APP0 segment, then a progressive start of frame. */
function jpeg(width: number, height: number) {
  const frame = Buffer.from([0xff, 0xc2, 0, 17, 8, 0, 0, 0, 0, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1])
  frame.writeUInt16BE(height, 5)
  frame.writeUInt16BE(width, 7)
  return Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), Buffer.from('JFIF\0\x01\x02\0\0\x01\0\x01\0\0'), frame])
}
