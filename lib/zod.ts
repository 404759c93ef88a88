import * as z from 'zod/mini'

// Zod's compiled parsers probe `new Function`, which the extension's content security policy forbids.
z.config({ jitless: true })

export { z }
