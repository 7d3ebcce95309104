import protobuf from 'protobufjs';

/** The part of ONNX's format that small graphs need; numbers are those of onnx.proto. */
const { root } = protobuf.parse(
  `
syntax = "proto3";
message ModelProto { int64 ir_version = 1; string producer_name = 2; GraphProto graph = 7; repeated OperatorSetIdProto opset_import = 8; }
message OperatorSetIdProto { string domain = 1; int64 version = 2; }
message GraphProto {
  repeated NodeProto node = 1; string name = 2; repeated TensorProto initializer = 5;
  repeated ValueInfoProto input = 11; repeated ValueInfoProto output = 12;
}
message NodeProto { repeated string input = 1; repeated string output = 2; string name = 3; string op_type = 4; repeated AttributeProto attribute = 5; }
message AttributeProto { string name = 1; int64 i = 3; repeated int64 ints = 8; int32 type = 20; }
message TensorProto { repeated int64 dims = 1; int32 data_type = 2; string name = 8; bytes raw_data = 9; }
message ValueInfoProto { string name = 1; TypeProto type = 2; }
message TypeProto { TensorTypeProto tensor_type = 1; }
message TensorTypeProto { int32 elem_type = 1; TensorShapeProto shape = 2; }
message TensorShapeProto { repeated DimensionProto dim = 1; }
message DimensionProto { oneof value { int64 dim_value = 1; string dim_param = 2; } }
`,
  { keepCase: true },
);

const ELEMENTS = { float32: 1, uint8: 2, int32: 6, int64: 7 } as const;
const INT = 2;
const INTS = 7;

type Element = keyof typeof ELEMENTS;

/** An input or output; a word stands for a size that varies. */
export interface OnnxValue {
  readonly name: string;
  readonly type: Element;
  readonly shape: readonly (number | string)[];
}

export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string | readonly string[];
  readonly attributes?: Readonly<Record<string, number | readonly number[]>>;
}

export interface OnnxWeights {
  readonly shape: readonly number[];
  readonly data: Float32Array | BigInt64Array;
}

export interface OnnxGraph {
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly nodes: readonly OnnxNode[];
  readonly weights?: Readonly<Record<string, OnnxWeights>>;
}

/** The bytes of an ONNX file, operator set 17. */
export function writeOnnx(graph: OnnxGraph): Uint8Array {
  const model = root.lookupType('ModelProto');
  return model
    .encode(
      model.create({
        ir_version: 8,
        producer_name: 'kindred-tests',
        opset_import: [{ domain: '', version: 17 }],
        graph: {
          name: 'tiny',
          node: graph.nodes.map(nodeProto),
          initializer: Object.entries(graph.weights ?? {}).map(tensorProto),
          input: graph.inputs.map(valueProto),
          output: graph.outputs.map(valueProto),
        },
      }),
    )
    .finish();
}

function nodeProto({ op, inputs, output, attributes = {} }: OnnxNode) {
  const attribute = Object.entries(attributes).map(([name, value]) =>
    typeof value === 'number' ? { name, type: INT, i: value } : { name, type: INTS, ints: value },
  );
  return { op_type: op, input: inputs, output: typeof output === 'string' ? [output] : output, attribute };
}

function tensorProto([name, { shape, data }]: [string, OnnxWeights]) {
  const type = data instanceof Float32Array ? ELEMENTS.float32 : ELEMENTS.int64;
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return { name, dims: shape, data_type: type, raw_data: bytes };
}

function valueProto({ name, type, shape }: OnnxValue) {
  const dim = shape.map((size) => (typeof size === 'number' ? { dim_value: size } : { dim_param: size }));
  return { name, type: { tensor_type: { elem_type: ELEMENTS[type], shape: { dim } } } };
}
