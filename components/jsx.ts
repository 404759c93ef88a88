import { type ComponentType, createElement, type VNode } from 'preact'

export { Fragment } from 'preact'

/**
 * What JSX becomes, by the one function of Preact that there is anyway: its own `preact/jsx-runtime`, for which this
 * stands in, says the same once more, which content scripts have no room for.
 */
export function jsx(type: ComponentType<object> | string, props: object, key?: string | number): VNode {
  return createElement(type as ComponentType<object>, key === undefined ? props : { ...props, key })
}

export { jsx as jsxs }
