import { createNode, float, int, ints, type Attribute, type GraphNode } from '#engine/onnx/graph'
import { float32, type Tensor } from '#engine/onnx/tensor'
import { writeGraph } from '#engine/onnx/write-graph'
import type { Random } from '#engine/stats/random'

/** A small random classifier as an ONNX file: the layers a convolutional network may have, in random order and size. */
export function randomCnn(random: Random, mels: number, labels: number): Uint8Array {
  const net = new Network(random)
  let x = 'logmel'
  let channels = 1
  // 17 frames must leave something to average.
  let shrunk = 1
  const stride = (): number => {
    const step = shrunk < 8 ? 1 + random.integer(2) : 1
    shrunk *= step
    return step
  }
  const depth = 2 + random.integer(3)
  for (let layer = 0; layer < depth; layer++) {
    const wanted = 4 * (1 + random.integer(2))
    const kind = random.integer(4)
    if (kind === 0 && layer > 0) {
      const step = stride()
      const body = net.conv(net.activation(net.conv(x, channels, wanted, step, 1)), wanted, wanted, 1, 1)
      x = net.activation(net.add('Add', [body, net.conv(x, channels, wanted, step, 1, 1)]))
    } else if (kind === 1 && layer > 0) {
      const [left, right] = [net.conv(x, channels, wanted, 1, 1), net.conv(x, channels, wanted, 1, 2)]
      x = net.activation(net.add('Concat', [left, right], { axis: int(1) }))
      channels = 2 * wanted
      continue
    } else {
      x = net.activation(net.conv(x, channels, wanted, stride(), 1 + random.integer(2)))
    }
    channels = wanted
    if (random.uniform() < 0.4 && shrunk < 8) {
      x = net.pool(x)
      shrunk *= 2
    }
  }
  const pooled = net.add('GlobalAveragePool', [x])
  const flat = net.add('Flatten', [pooled], { axis: int(1) })
  const hidden = net.activation(net.dense(flat, channels, 6))
  net.nodes.push(createNode('Identity', [net.dense(hidden, 6, labels)], ['logits']))
  return writeGraph({
    irVersion: 8,
    opset: 17,
    inputs: [{ name: 'logmel', type: 'float32', dims: ['n', 1, mels, 't'] }],
    outputs: [{ name: 'logits', type: 'float32', dims: ['n', labels] }],
    nodes: net.nodes,
    constants: net.constants,
    aliases: new Map(),
  })
}

class Network {
  readonly nodes: GraphNode[] = []
  readonly constants = new Map<string, Tensor>()
  readonly #random: Random

  constructor(random: Random) {
    this.#random = random
  }

  add(op: string, inputs: readonly string[], attributes: Record<string, Attribute> = {}): string {
    const name = `${op}-${this.nodes.length}`
    this.nodes.push(createNode(op, inputs, [name], attributes))
    return name
  }

  conv(
    x: string,
    from: number,
    to: number,
    stride: number,
    dilation: number,
    size = 1 + 2 * this.#random.integer(3),
  ): string {
    const group = from > 1 && from % 2 === 0 && this.#random.uniform() < 0.3 ? 2 : 1
    // Branches that are joined again must keep one size, so padding follows from the kernel.
    const pads = (dilation * (size - 1)) / 2
    const inputs = [x, this.#weights([to, from / group, size, size]), this.#weights([to])]
    return this.add('Conv', inputs, {
      kernel_shape: ints([size, size]),
      strides: ints([stride, stride]),
      dilations: ints([dilation, dilation]),
      pads: ints([pads, pads, pads, pads]),
      group: int(group),
    })
  }

  activation(x: string): string {
    const kind = this.#random.integer(3)
    if (kind === 0) return this.add('Tanh', [x])
    return kind === 1 ? this.add('LeakyRelu', [x], { alpha: float(0.1) }) : this.add('Relu', [x])
  }

  pool(x: string): string {
    const overlaps = this.#random.uniform() < 0.5
    return this.add(this.#random.uniform() < 0.5 ? 'MaxPool' : 'AveragePool', [x], {
      kernel_shape: ints(overlaps ? [3, 3] : [2, 2]),
      strides: ints([2, 2]),
      pads: ints(overlaps ? [1, 1, 1, 1] : [0, 0, 0, 0]),
    })
  }

  dense(x: string, from: number, to: number): string {
    return this.add('Gemm', [x, this.#weights([to, from]), this.#weights([to])], { transB: int(1) })
  }

  #weights(dims: readonly number[]): string {
    const size = dims.reduce((product, n) => product * n, 1)
    const scale = dims.length > 1 ? Math.sqrt(2 / (size / dims[0])) : 0.2
    const name = `weights-${this.constants.size}`
    this.constants.set(
      name,
      float32(
        dims,
        Float32Array.from({ length: size }, () => scale * this.#random.normal()),
      ),
    )
    return name
  }
}
