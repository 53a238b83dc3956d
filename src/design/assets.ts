import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where `scripts/assets.mjs` puts what browsers fetch: the files and `manifest.json`, name → hashed name. */
export function assetsFolder() {
  return (folder ??= join(packageRoot(), 'build', 'assets'))
}

/** The address of an asset by its plain name (`belong.css`): hashed, so that it may be kept for ever. */
export function assetPath(name: string) {
  manifest ??= read()
  return `/assets/${manifest[name] ?? name}`
}

let folder: string | undefined
let manifest: Record<string, string> | undefined

function read(): Record<string, string> {
  const file = join(assetsFolder(), 'manifest.json')
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {}
}

/** Up from this file to the nearest package.json: the sources and the bundle lie at different depths. */
function packageRoot() {
  let at = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(at, 'package.json')) && dirname(at) !== at) at = dirname(at)
  return at
}
