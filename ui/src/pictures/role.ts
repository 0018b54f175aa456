/** The security role: the list with +, the new role, its grid, and Table Setup's two lists. */
import type { AllowedTables, GridRow, PermissionGrid, RolePage } from '../types'
import { words } from '../words'
import { field, labelOf, others, placeOf, press, typed, type GridLine, type Picture, type Scene } from './scene'

/** The row in hand, or the first table of it that is not moved yet. */
export interface Next {
  module: string
  row: GridRow
  table: number | null
}

export function next(grid: PermissionGrid): Next | null {
  const hand = grid.inHand
  if (!hand) return null
  const rows = grid.groups.flatMap(({ module, rows }) => rows.map((row) => ({ module, row })))
  const found = rows.find(({ row }) => row.line === hand.line || (hand.tables !== null && row.tables !== null))
  return found ? { ...found, table: hand.table } : null
}

export function rolePicture(page: RolePage): Picture | null {
  const { path, sign } = placeOf(page.steps)
  const place = path[path.length - 1]
  if (place === undefined) return null
  const said = words.picture
  const name = typed(page.steps)
  const role = name || said.yourRole
  const scenes: Scene[] = [listScene(path, place, sign, role)]
  if (sign !== null) scenes.push(newScene(path, name))
  if (!page.grid) return { scenes, now: 'list', there: 'list' }

  const { grid } = page
  const at = next(grid)
  const crumbs = [...path]
  scenes.push(gridScene(grid, at, crumbs, role))
  const tables = grid.groups.flatMap((group) => group.rows).find((row) => row.tables)
  if (tables?.tables) scenes.push(tablesScene(tables.tables, [...crumbs, role], tables.name))
  const there = at !== null && at.table !== null ? 'tables' : 'grid'
  const begun = grid.set > 0 || tables?.tables?.items.some((item) => item.ticked)
  return { scenes, now: begun ? there : 'list', there }
}

function listScene(path: string[], place: string, sign: string | null, role: string): Scene {
  return {
    id: 'list',
    title: words.picture.list,
    label: labelOf(place, sign ?? role),
    screen: {
      is: 'list', address: null, crumbs: [], menu: path, title: place, tabs: [],
      press: press(sign ?? '+', sign !== null),
      rows: sign !== null ? others(6) : [...others(2), { name: role, value: '', marked: true }, ...others(3)],
    },
  }
}

function newScene(path: string[], name: string): Scene {
  const said = words.picture
  return {
    id: 'new',
    title: said.newRole,
    label: labelOf(said.newRole, said.save),
    screen: {
      is: 'form', address: null, crumbs: path, title: said.newRole, tabs: [],
      lines: [field(said.roleId, name, { filled: name !== '' })],
      save: press(said.save, true), buttons: [], said: null,
    },
  }
}

/** Modules with ticked rows or the next one stand open, the others folded. */
export function gridLines(grid: PermissionGrid, at: Next | null): GridLine[] {
  return grid.groups.flatMap((group): GridLine[] => {
    const open = group.module === at?.module || group.rows.some((row) => row.ticked)
    const rows = group.rows.map(
      (row): GridLine => ({
        is: 'row',
        name: row.name,
        cells: row.levels.map(({ level, needed }) => ({ level, needed })),
        ticked: row.ticked,
        marked: row === at?.row,
        customize: row.tables !== null,
      }),
    )
    return [{ is: 'module', name: group.module, open, done: group.done }, ...(open ? rows : [])]
  })
}

function gridScene(grid: PermissionGrid, at: Next | null, crumbs: string[], role: string): Scene {
  const said = words.picture
  return {
    id: 'grid',
    title: said.rows,
    label: labelOf(role, at ? (at.table === null ? at.row.name : said.customizeOf(at.row.name)) : said.save),
    screen: { is: 'grid', address: null, crumbs, title: role, columns: grid.columns, lines: gridLines(grid, at), save: press(said.save, at === null) },
  }
}

function tablesScene(tables: AllowedTables, crumbs: string[], name: string): Scene {
  const said = words.picture
  const at = tables.items.findIndex((item) => !item.ticked)
  return {
    id: 'tables',
    title: said.tables,
    label: labelOf(name, tables.items[at]?.label ?? said.save),
    screen: {
      is: 'tables', address: null, crumbs, title: name, allowed: said.allowed, others: said.notAllowed,
      tables: tables.items.map((item, index) => {
        const [group, ...rest] = item.label.split(' / ')
        return { group: rest.length > 0 ? (group ?? '') : '', name: rest.join(' / ') || item.label, ticked: item.ticked, marked: index === at }
      }),
      save: press(said.save, at < 0),
    },
  }
}

