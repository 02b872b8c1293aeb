/**
 * What the feed and the API say, as types. Nothing runs here.
 *
 * @typedef {{number: string, waited_seconds: number, promise_seconds: number}} Candidate
 * @typedef {{rule: string, reason?: string, winner: Candidate, over?: Candidate, waiting: number}} Why
 *
 * @typedef {Object} Ticket
 * @property {string} id
 * @property {string} number
 * @property {string} service
 * @property {string} class
 * @property {string} state
 * @property {string} issued_at RFC 3339
 * @property {string} [called_at]
 * @property {string} [counter]
 * @property {number} ahead
 * @property {string[]} [then]
 * @property {Why} [why]
 *
 * @typedef {Object} WorkPart what officers see beyond a Ticket
 * @property {string} since RFC 3339; the wait is counted from here
 * @property {number} promise_seconds
 * @property {string} [started_at]
 * @property {number} calls
 * @property {string} [dossier]
 * @property {number} usual_seconds
 * @typedef {Ticket & WorkPart} Work
 *
 * @typedef {{id: string, name: string, hall: string, state: string, ticket?: string, services: string[], reason?: string}} Counter
 *
 * @typedef {Object} CounterView
 * @property {number} version of the definition
 * @property {string} day
 * @property {boolean} open
 * @property {Counter} counter
 * @property {string} label
 * @property {Work|null} ticket
 * @property {Work[]} waiting at most 50, in the order of the discipline
 * @property {number} waiting_count
 * @property {Work[]} parked
 * @property {Work[]} missed newest first
 * @property {{step: string, number: string, until: string}} [undo]
 * @property {{called: number, served: number, missed: number, mean_seconds: number}} today
 *
 * @typedef {{[lang: string]: string}} Text
 * @typedef {Object} Definition
 * @property {Text} name
 * @property {{id: string, name: Text}[]} halls
 * @property {{id: string, name: Text}[]} fields
 * @property {{id: string, code?: string, name: Text, field: string, words?: string[]}[]} services
 * @property {{id: string, name: Text, notice?: boolean}[]} classes
 * @property {{id: string, name: Text, label?: string, hall: string, services: string[]}[]} counters
 * @property {{miss_calls?: number, miss_seconds?: number, auto_finish?: boolean}} [rules]
 *
 * @typedef {{counter: Counter, ticket: Ticket|null}} Answer of every verb
 */
export {};
