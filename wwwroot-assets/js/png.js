// Writes black-and-white pictures as PNG with one bit a pixel. A canvas cannot: it is limited in size and has four channels.

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/**
 * @param {number} width
 * @param {number} height
 * @param {(y: number, row: Uint8Array) => void} fillRow Sets the bits of a row that is all 0, highest bit first.
 * @returns {Promise<Blob>}
 */
export async function encodeBits(width, height, fillRow) {
  const stride = 1 + Math.ceil(width / 8); // a filter byte before each row
  const rows = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    fillRow(y, rows.subarray(y * stride + 1, (y + 1) * stride));
  }
  const packed = new Blob([rows]).stream().pipeThrough(new CompressionStream("deflate"));
  const data = new Uint8Array(await new Response(packed).arrayBuffer());
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header[8] = 1; // bit a sample; colour type grey, compression, filter and interlace are 0
  return new Blob([signature, chunk("IHDR", header), chunk("IDAT", data), chunk("IEND", new Uint8Array(0))], { type: "image/png" });
}

function chunk(name, data) {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(name), 4);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, checksum(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

/** CRC-32 of ISO 3309, as the PNG specification asks for. */
function checksum(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc = table[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) {
    value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  }
  return value;
});
