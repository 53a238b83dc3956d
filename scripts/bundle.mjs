/** Bundles src into build/: main.js (the server) and command.js (the command line), with what they share in chunks loaded when needed. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const home = dirname(dirname(fileURLToPath(import.meta.url)))
const target = join(home, 'build')
const fresh = join(target, `.new-${process.pid}`)
mkdirSync(fresh, { recursive: true })
// As old as the sources that are read now: what changes while we bundle is newer, and is bundled next time.
writeFileSync(join(fresh, '.stamp'), '')

console.error('Bundling Belong …')
const entryPoints = ['main', 'command', 'work-thread'].map(name => findEntry(name)).filter(path => path !== undefined)
const { errors } = await build({
  absWorkingDir: home, entryPoints, outdir: fresh, bundle: true, splitting: true, platform: 'node', format: 'esm', target: 'node24',
  packages: 'external', jsx: 'automatic', jsxImportSource: 'preact', sourcemap: true, chunkNames: 'chunk-[hash]', logLevel: 'warning',
}).catch(fault => fault)
if (errors.length > 0) {
  rmSync(fresh, { recursive: true, force: true })
  process.exit(1)
}
// One by one over the old, entries and stamp last: a server that runs keeps the chunks it has yet to load.
for (const name of readdirSync(fresh).sort((a, b) => rank(a) - rank(b))) {
  if (name !== '.stamp') renameSync(join(fresh, name), join(target, name))
}
removeOldChunks()
const assets = join(home, 'scripts', 'assets.mjs')
if (existsSync(assets)) await import(pathToFileURL(assets).href)
renameSync(join(fresh, '.stamp'), join(target, '.stamp'))
rmSync(fresh, { recursive: true, force: true })

function findEntry(name) {
  return [`src/${name}.ts`, `src/${name}.tsx`].find(path => existsSync(join(home, path)))
}

function rank(name) {
  return name.startsWith('chunk-') ? 0 : 1
}

function removeOldChunks() {
  const weekAgo = Date.now() - 7 * 24 * 3600 * 1000
  for (const name of readdirSync(target)) {
    if (name.startsWith('chunk-') && statSync(join(target, name)).mtimeMs < weekAgo) rmSync(join(target, name), { force: true })
    if (name.startsWith('.new-') && name !== `.new-${process.pid}` && statSync(join(target, name)).mtimeMs < weekAgo) rmSync(join(target, name), { recursive: true, force: true })
  }
}
