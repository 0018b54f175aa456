/** Whether a media query holds now; for the parts that are drawn in two ways. */
import { MediaQuery } from 'svelte/reactivity'

/** Drawings stand beside the steps. */
export const wide = new MediaQuery('(min-width: 64rem)')

/** A window that stands beside ConnectWise. */
export const slim = new MediaQuery('(max-width: 38rem)')

/** A drawing takes the room of the table beside it. */
const squeezed = new MediaQuery('(min-width: 64rem) and (max-width: 69.99rem)')

/** The permission table is a list. */
export const narrow = {
  get current() {
    return slim.current || squeezed.current
  },
}

/** The rail is a bar at the top. */
export const bar = new MediaQuery('(max-width: 50rem)')
