import * as z from 'zod'
import { Refusal } from '#kernel'
import { type Action, ask, type Caller, perform, type Query } from './action.ts'
import type { Web, WebContext } from './http.ts'

export interface Doors {
  actions: Action[]
  queries: Query[]
}

/** Opens a REST door for each: a query by GET (by POST where it may name people), an action by POST, all under /api/v1. */
export function restDoors(web: Web, { actions, queries }: Doors) {
  for (const query of queries) {
    if (query.bodyOnly) web.post(`/api/v1${routeOf(query)}`, async (c) => c.json((await ask(query, c.get('caller')(), { ...(await bodyOf(c)), ...c.req.param() })) as never))
    else web.get(`/api/v1${routeOf(query)}`, async (c) => c.json((await ask(query, c.get('caller')(), { ...c.req.query(), ...c.req.param() })) as never))
  }
  for (const action of actions) {
    web.post(`/api/v1${routeOf(action)}`, async (c) => {
      const outcome = await perform(action, c.get('caller')(), { ...(await bodyOf(c)), ...c.req.param() }, c.req.header('idempotency-key'))
      return c.json((outcome ?? {}) as never)
    })
  }
}

async function bodyOf(c: WebContext): Promise<object> {
  const body: unknown = await c.req.json().catch(() => {
    throw new Refusal('invalid', 'The body is not JSON')
  })
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Refusal('invalid', 'The body is not a JSON object')
  return body
}

/** OpenAPI 3.1 of every door, made from the same declarations. */
export function openApi({ actions, queries }: Doors, version: string) {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const query of queries.filter(({ bodyOnly }) => !bodyOnly)) {
    const shape = inputShape(query.input)
    const inPath = placeholders(routeOf(query))
    paths[pathOf(query)] = {
      get: {
        operationId: query.name, summary: query.summary, tags: [roomOf(query.name)],
        parameters: Object.entries(shape.properties).map(([name, schema]) => ({
          name, in: inPath.includes(name) ? 'path' : 'query', required: inPath.includes(name) || shape.required.includes(name), schema,
        })),
        responses: answers,
      },
    }
  }
  for (const action of [...actions, ...queries.filter(({ bodyOnly }) => bodyOnly)]) {
    paths[pathOf(action)] = {
      ...paths[pathOf(action)],
      post: {
        operationId: action.name, summary: action.summary, tags: [roomOf(action.name)],
        requestBody: { required: true, content: { 'application/json': { schema: z.toJSONSchema(action.input, { io: 'input', unrepresentable: 'any' }) } } },
        responses: answers,
      },
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Belong', version, description: 'Every door of Belong. Each query and action asks whether the caller may.' },
    paths,
    components: { schemas: { Problem: PROBLEM }, securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    security: [{ token: [] }],
  }
}

/** The list of doors as a page of documentation, for `docs/doors.md`. */
export function doorList({ actions, queries }: Doors) {
  const line = (kind: string, door: Action | Query) =>
    `| \`${door.name}\` | ${kind} | ${door.summary} | \`${kind === 'query' && !('bodyOnly' in door) ? 'GET' : 'POST'} ${pathOf(door)}\` | \`belong ${commandOf(door)}\` |`
  return [
    '# Doors', '', 'Every query and action, each declared once and open to page, REST and command line. Generated: do not edit.', '',
    '| name | kind | what it is for | REST | command line |', '|---|---|---|---|---|',
    ...queries.map((one) => line('query', one)), ...actions.map((one) => line('action', one)), '',
  ].join('\n')
}

/** Finds what a command line asks for, and its input; null where the words name no door. Of two that fit, the longer: `places comparators`, not `places`. */
export function understandCommand({ actions, queries }: Doors, words: string[]) {
  const fitting = [...queries, ...actions]
    .map((door) => ({ door, word: door.command?.word.split(' ') ?? door.name.split('.') }))
    .filter(({ word }) => word.every((part, i) => words[i] === part))
    .sort((a, b) => b.word.length - a.word.length)
  const [best] = fitting
  if (!best) return null
  const { door, word } = best
  return { door, kind: 'read' in door ? ('query' as const) : ('action' as const), input: flags(door, words.slice(word.length)) }
}

export async function runCommand(found: NonNullable<ReturnType<typeof understandCommand>>, caller: Caller) {
  return found.kind === 'query' ? ask(found.door as Query, caller, found.input) : perform(found.door as Action, caller, found.input)
}

/** The words of a command that name no door, or a flag it has not: exit 2. */
export class WordsFault extends Error {
  override name = 'WordsFault'
}

export function commandOf(door: Action | Query) {
  const names = Object.keys(inputShape(door.input).properties)
  const positional = door.command?.positional ?? []
  const word = door.command?.word ?? door.name.replace('.', ' ')
  return [word, ...positional.map((name) => name.toUpperCase()), ...names.filter((name) => !positional.includes(name)).map((name) => `--${kebab(name)} …`)].join(' ')
}

function flags(door: Action | Query, words: string[]) {
  const names = Object.keys(inputShape(door.input).properties)
  const positional = [...(door.command?.positional ?? [])]
  const input: Record<string, string> = {}
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i]!
    if (!word.startsWith('--')) {
      const name = positional.shift()
      if (!name) throw new WordsFault(`"${word}" is one word too many. Use: belong ${commandOf(door)}`)
      input[name] = word
      continue
    }
    const [flag, joined] = word.slice(2).split(/=(.*)/s)
    const name = names.find((one) => kebab(one) === flag)
    const value = joined ?? words[(i += 1)]
    if (!name) throw new WordsFault(`There is no --${flag} here. Use: belong ${commandOf(door)}`)
    if (value === undefined) throw new WordsFault(`--${flag} needs a value. Use: belong ${commandOf(door)}`)
    input[name] = value
  }
  if (positional.length) throw new WordsFault(`${positional[0]!.toUpperCase()} is missing. Use: belong ${commandOf(door)}`)
  return input
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
const roomOf = (name: string) => name.split('.')[0]!
const pathOf = (door: Action | Query) => `/api/v1${door.rest ?? `/${door.name.replace('.', '/')}`}`
const routeOf = (door: Action | Query) => (door.rest ?? `/${door.name.replace('.', '/')}`).replace(/\{(\w+)\}/g, ':$1')
const placeholders = (route: string) => [...route.matchAll(/:(\w+)/g)].map(([, name]) => name!)

function inputShape(input: z.ZodType) {
  const schema = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as { properties?: Record<string, unknown>; required?: string[] }
  return { properties: schema.properties ?? {}, required: schema.required ?? [] }
}

const PROBLEM = {
  type: 'object',
  required: ['kind', 'message', 'fields', 'reference'],
  properties: {
    kind: { enum: ['invalid', 'forbidden', 'missing', 'conflict', 'fault'] },
    message: { type: 'string' },
    fields: { type: ['object', 'null'], additionalProperties: { type: 'string' } },
    reference: { type: ['string', 'null'] },
  },
}

const problem = (description: string) => ({ description, content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } } })
const answers = {
  200: { description: 'Done', content: { 'application/json': {} } },
  401: problem('No valid token'), 403: problem('You may not'), 404: problem('Not there, or not in your reach'),
  409: problem('Something else stands in the way'), 422: problem('Not understood'), 500: problem('A fault of ours'),
}
