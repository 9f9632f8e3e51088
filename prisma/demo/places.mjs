/** @type {{ key: string, name: string, kind: string, address: string | null }[]} */
export const PLACES = [
  { key: 'bakery', name: 'Lindqvist’s Bakery', kind: 'bakery', address: '3 Bell Lane' },
  { key: 'heron', name: 'The Heron', kind: 'tavern', address: '1 Harbour Steps' },
  { key: 'market', name: 'Harbour Market', kind: 'market', address: 'Quayside' },
  { key: 'tower', name: 'The Bell Tower', kind: 'landmark', address: 'Church Square' },
  { key: 'library', name: 'Old Library', kind: 'library', address: '9 Mill Street' },
  { key: 'noodles', name: 'Lantern Noodles', kind: 'restaurant', address: '4 Tanner’s Row' },
  { key: 'pier', name: 'North Pier', kind: 'pier', address: null },
  { key: 'wood', name: 'Alder Wood', kind: 'forest', address: null },
  { key: 'hill', name: 'Observatory Hill', kind: 'viewpoint', address: null },
  { key: 'pond', name: 'Mill Pond', kind: 'swimming place', address: 'Mill Street, behind the mill' },
  { key: 'dairy', name: 'Kovač Dairy', kind: 'farm shop', address: '2 Upper Pasture' },
]
