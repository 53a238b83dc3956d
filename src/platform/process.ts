import { readFileSync } from 'node:fs'

/** Whether a process of that number runs. One that has ended and waits for its parent to notice (a zombie) does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const state = statOf(pid)?.[0]
  return state !== 'Z' && state !== 'X'
}

/** When a process started, as boot and clock tick, which no other process with its number shares; null where the system (not Linux) does not tell. */
export function startOf(pid: number): string | null {
  const tick = statOf(pid)?.[19]
  return tick === undefined ? null : `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${tick}`
}

/** The fields of /proc/PID/stat after the program's name, which stands in brackets and may hold anything. */
function statOf(pid: number): string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null
  }
}
