/** The package has no types of its own; it is imported for what it adds to the core. */
declare module '@citation-js/plugin-ris'
