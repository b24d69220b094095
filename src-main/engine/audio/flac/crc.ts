/** One step of a checksum without reflection, start value 0 and no final inversion: `table[top byte ^ next byte]`. */
export const crc8Table = tableOf(8, 0x07)
export const crc16Table = tableOf(16, 0x8005)

function tableOf(bits: 8 | 16, polynomial: number): Uint16Array {
  const top = 1 << (bits - 1)
  const mask = (1 << bits) - 1
  return Uint16Array.from({ length: 256 }, (_, byte) => {
    let crc = byte << (bits - 8)
    for (let i = 0; i < 8; i++) crc = crc & top ? (crc << 1) ^ polynomial : crc << 1
    return crc & mask
  })
}
