import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder this Belong was installed in: the first above this file with a package.json, whether run from src or from build. */
export const installationFolder = findUpwards(dirname(fileURLToPath(import.meta.url)))

export const appVersion = (JSON.parse(readFileSync(join(installationFolder, 'package.json'), 'utf8')) as { version: string }).version

/** A file or folder of the installation, by its path in the repository. */
export function installed(...path: string[]) {
  return join(installationFolder, ...path)
}

function findUpwards(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder
  const above = dirname(folder)
  if (above === folder) throw new Error('Belong cannot find its own package.json; it must be run from its checkout.')
  return findUpwards(above)
}
