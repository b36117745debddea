// What a GPU does to features between two convolutions, each in as few passes over the memory as it can be done in.
//
// Features lie by channels: value c of pixel p is features[p * channels + c]. A thread takes four channels of a pixel at a time; a group is such four,
// and all numbers of channels are multiples of four. Calculations are of 32 bits, whatever the features are kept in. Sums are added up in an order that
// the sizes alone decide, so that one seed gives one picture.
//
// Whoever compiles defines Threads, of a block that has a share of the pixels; ManyThreads, of one that has all of a group's, or that adds up what others
// have added up; Held, the pixels of a thread of the former; Columns, the channels of the latter; and BFLOAT16 for features of 16 bits.

const int Warp = 32; // threads that can hand each other values

#ifdef BFLOAT16 // the upper halves of 32-bit numbers

typedef ushort4 Four;

static __device__ float widened(unsigned short value) { return __uint_as_float((unsigned)value << 16); }

static __device__ unsigned short rounded(float value) // to the nearest, to even between two
{
    unsigned bits = __float_as_uint(value);
    return value != value ? 0x7fff : (bits + 0x7fff + ((bits >> 16) & 1)) >> 16;
}

static __device__ float4 read(const Four* at)
{
    Four value = *at;
    return make_float4(widened(value.x), widened(value.y), widened(value.z), widened(value.w));
}

static __device__ void write(Four* at, float4 value)
{
    *at = make_ushort4(rounded(value.x), rounded(value.y), rounded(value.z), rounded(value.w));
}

#else

typedef float4 Four;

static __device__ float4 read(const Four* at) { return *at; }
static __device__ void write(Four* at, float4 value) { *at = value; }

#endif

static __device__ float4 splat(float value) { return make_float4(value, value, value, value); }
static __device__ float4 operator+(float4 a, float4 b) { return make_float4(a.x + b.x, a.y + b.y, a.z + b.z, a.w + b.w); }
static __device__ float4 operator-(float4 a, float4 b) { return make_float4(a.x - b.x, a.y - b.y, a.z - b.z, a.w - b.w); }
static __device__ float4 operator*(float4 a, float4 b) { return make_float4(a.x * b.x, a.y * b.y, a.z * b.z, a.w * b.w); }

static __device__ float4 root_reciprocal(float4 a)
{
    return make_float4(1 / sqrtf(a.x), 1 / sqrtf(a.y), 1 / sqrtf(a.z), 1 / sqrtf(a.w));
}

static __device__ float4 four(const float* values, int group)
{
    return make_float4(values[4 * group], values[4 * group + 1], values[4 * group + 2], values[4 * group + 3]);
}

static __device__ void put(float* values, int group, float4 value)
{
    values[4 * group] = value.x;
    values[4 * group + 1] = value.y;
    values[4 * group + 2] = value.z;
    values[4 * group + 3] = value.w;
}

// LeakyReLU; with a slope of 1 it changes nothing.
static __device__ float activated(float value, float slope) { return value > 0 ? value : slope * value; }

static __device__ float4 activated(float4 a, float slope)
{
    return make_float4(activated(a.x, slope), activated(a.y, slope), activated(a.z, slope), activated(a.w, slope));
}

// The gradient before the activation, from the one behind it.
static __device__ float4 before_activation(float4 gradient, float4 value, float slope)
{
    return make_float4(
        value.x > 0 ? gradient.x : slope * gradient.x, value.y > 0 ? gradient.y : slope * gradient.y,
        value.z > 0 ? gradient.z : slope * gradient.z, value.w > 0 ? gradient.w : slope * gradient.w);
}

// Normalization by the statistics of the one picture, and activation:
//   result = activated((value - mean) * factor + shift), with factor = scale / deviation.
// statistics are 3 x channels: mean, 1 / deviation, factor.
struct Normalization
{
    float4 mean, factor, shift;
    float slope;

    __device__ Normalization(const float* statistics, const float* shifts, int groups, int group, float slope)
        : mean(four(statistics, group)), factor(four(statistics, 2 * groups + group)), shift(four(shifts, group)), slope(slope)
    {
    }

    __device__ Normalization(float4 mean, float4 factor, float4 shift, float slope) : mean(mean), factor(factor), shift(shift), slope(slope) {}

    __device__ float4 normalized(float4 value) const { return (value - mean) * factor + shift; }
    __device__ float4 result(float4 value) const { return activated(normalized(value), slope); }
    __device__ float4 gradient(float4 value, float4 behind) const { return before_activation(behind, normalized(value), slope); }
};

// Which pixels and which group a thread of many blocks has.
struct Share
{
    int group, lane, lanes, first, step;

    __device__ explicit Share(int groups)
        : group(threadIdx.x % groups), lane(threadIdx.x / groups), lanes(Threads / groups), first(blockIdx.x * lanes + lane), step(gridDim.x * lanes)
    {
    }

    __device__ bool is_idle() const { return lane >= lanes; }
};

// Adds up two sums over the lanes of a block, where thread = lane * groups + group; every thread has those of its group then.
static __device__ void over_lanes(float4& first, float4& second, int lane, int lanes, int groups)
{
    __shared__ float4 sums[2][Threads];
    sums[0][threadIdx.x] = first;
    sums[1][threadIdx.x] = second;
    __syncthreads();
    int half = 1;
    while (2 * half < lanes)
    {
        half *= 2;
    }

    for (; half > 0; half /= 2)
    {
        if (lane < half && lane + half < lanes)
        {
            sums[0][threadIdx.x] = sums[0][threadIdx.x] + sums[0][threadIdx.x + half * groups];
            sums[1][threadIdx.x] = sums[1][threadIdx.x] + sums[1][threadIdx.x + half * groups];
        }

        __syncthreads();
    }

    first = sums[0][threadIdx.x % groups];
    second = sums[1][threadIdx.x % groups];
    __syncthreads();
}

// The sums of a block among partial, which is blocks x 2 x channels.
static __device__ void put_partial(float4* partial, float4 first, float4 second, const Share& share, int groups)
{
    over_lanes(first, second, share.lane, share.lanes, groups);
    if (share.lane == 0)
    {
        partial[2 * blockIdx.x * groups + share.group] = first;
        partial[(2 * blockIdx.x + 1) * groups + share.group] = second;
    }
}

// Adds up what the blocks have of one channel; the first row of threads has the results.
static __device__ void over_blocks(const float* partial, int blocks, int channels, double& first, double& second)
{
    __shared__ double sums[2][ManyThreads];
    int channel = blockIdx.x * Columns + threadIdx.x % Columns;
    first = 0;
    second = 0;
    if (channel < channels)
    {
#pragma unroll 8
        for (int block = threadIdx.x / Columns; block < blocks; block += ManyThreads / Columns)
        {
            first += partial[2 * block * channels + channel];
            second += partial[(2 * block + 1) * channels + channel];
        }
    }

    sums[0][threadIdx.x] = first;
    sums[1][threadIdx.x] = second;
    __syncthreads();
    if (threadIdx.x < Columns)
    {
        for (int other = threadIdx.x + Columns; other < ManyThreads; other += Columns)
        {
            first += sums[0][other];
            second += sums[1][other];
        }
    }
}

static __device__ float component(float4 value, int channel)
{
    return channel % 4 == 0 ? value.x : channel % 4 == 1 ? value.y : channel % 4 == 2 ? value.z : value.w;
}

// Sums of the values and of their squares, both less the first pixel's value, for sums of large numbers round much.
extern "C" __global__ void __launch_bounds__(Threads) add_values(const Four* __restrict__ features, float4* partial, int pixels, int groups)
{
    Share share(groups);
    float4 sum = splat(0.0f), squares = splat(0.0f);
    if (!share.is_idle())
    {
        float4 origin = read(features + share.group);
#pragma unroll 4
        for (int pixel = share.first; pixel < pixels; pixel += share.step)
        {
            float4 value = read(features + (size_t)pixel * groups + share.group) - origin;
            sum = sum + value;
            squares = squares + value * value;
        }
    }

    put_partial(partial, sum, squares, share, groups);
}

extern "C" __global__ void __launch_bounds__(ManyThreads) find_statistics(
    const Four* features, const float* partial, const float* scales, float* statistics, int blocks, int pixels, int channels, float least)
{
    double sum, squares;
    over_blocks(partial, blocks, channels, sum, squares);
    int channel = blockIdx.x * Columns + threadIdx.x;
    if (threadIdx.x < Columns && channel < channels)
    {
        double offset = sum / pixels;
        double variance = fmax(squares / pixels - offset * offset, 0.0);
        float inverse_deviation = (float)(1 / sqrt(variance + least));
        statistics[channel] = component(read(features + channel / 4), channel) + (float)offset;
        statistics[channels + channel] = inverse_deviation;
        statistics[2 * channels + channel] = scales[channel] * inverse_deviation;
    }
}

extern "C" __global__ void __launch_bounds__(Threads) normalize(
    const Four* __restrict__ features, const float* statistics, const float* shifts, Four* __restrict__ results,
    int pixels, int groups, float slope)
{
    Share share(groups);
    if (share.is_idle())
    {
        return;
    }

    Normalization normalization(statistics, shifts, groups, share.group, slope);
#pragma unroll 4
    for (int pixel = share.first; pixel < pixels; pixel += share.step)
    {
        size_t at = (size_t)pixel * groups + share.group;
        write(results + at, normalization.result(read(features + at)));
    }
}

// Sums of the gradients before the activation, and of their products with the values less their mean.
extern "C" __global__ void __launch_bounds__(Threads) add_gradients(
    const Four* __restrict__ features, const Four* __restrict__ gradients, const float* statistics, const float* shifts,
    float4* partial, int pixels, int groups, float slope)
{
    Share share(groups);
    float4 sum = splat(0.0f), products = splat(0.0f);
    if (!share.is_idle())
    {
        Normalization normalization(statistics, shifts, groups, share.group, slope);
#pragma unroll 4
        for (int pixel = share.first; pixel < pixels; pixel += share.step)
        {
            size_t at = (size_t)pixel * groups + share.group;
            float4 value = read(features + at);
            float4 gradient = normalization.gradient(value, read(gradients + at));
            sum = sum + gradient;
            products = products + gradient * (value - normalization.mean);
        }
    }

    put_partial(partial, sum, products, share, groups);
}

// The gradients of scales and shifts. means are 2 x channels: the gradient's mean, and how much it has of each unit of the value.
extern "C" __global__ void __launch_bounds__(ManyThreads) find_gradients(
    const float* partial, const float* statistics, float* scale_gradients, float* shift_gradients, float* means, int blocks, int pixels, int channels)
{
    double sum, products;
    over_blocks(partial, blocks, channels, sum, products);
    int channel = blockIdx.x * Columns + threadIdx.x;
    if (threadIdx.x < Columns && channel < channels)
    {
        double inverse_deviation = statistics[channels + channel];
        scale_gradients[channel] = (float)(products * inverse_deviation);
        shift_gradients[channel] = (float)sum;
        means[channel] = (float)(sum / pixels);
        means[channels + channel] = (float)(products * inverse_deviation * inverse_deviation / pixels);
    }
}

extern "C" __global__ void __launch_bounds__(Threads) denormalize(
    const Four* __restrict__ features, const Four* __restrict__ gradients, const float* statistics, const float* shifts,
    const float* means, Four* __restrict__ results, int pixels, int groups, float slope)
{
    Share share(groups);
    if (share.is_idle())
    {
        return;
    }

    Normalization normalization(statistics, shifts, groups, share.group, slope);
    float4 mean = four(means, share.group), tilt = four(means, groups + share.group);
#pragma unroll 4
    for (int pixel = share.first; pixel < pixels; pixel += share.step)
    {
        size_t at = (size_t)pixel * groups + share.group;
        float4 value = read(features + at);
        float4 gradient = normalization.gradient(value, read(gradients + at));
        write(results + at, normalization.factor * (gradient - mean - (value - normalization.mean) * tilt));
    }
}

static __device__ float4 over_warp(float4 value)
{
#pragma unroll
    for (int distance = Warp / 2; distance > 0; distance /= 2)
    {
        value = value + make_float4(
            __shfl_xor_sync(0xffffffff, value.x, distance), __shfl_xor_sync(0xffffffff, value.y, distance),
            __shfl_xor_sync(0xffffffff, value.z, distance), __shfl_xor_sync(0xffffffff, value.w, distance));
    }

    return value;
}

// Adds up over a block of ManyThreads; every thread has the result.
static __device__ float4 over_block(float4 value)
{
    const int Warps = ManyThreads / Warp;
    __shared__ float4 sums[Warps];
    value = over_warp(value);
    __syncthreads(); // whoever called before has read
    if (threadIdx.x % Warp == 0)
    {
        sums[threadIdx.x / Warp] = value;
    }

    __syncthreads();
    value = sums[0];
#pragma unroll
    for (int warp = 1; warp < Warps; warp++)
    {
        value = value + sums[warp];
    }

    return value;
}

// Few pixels: a block has all those of one group, each thread up to Held of them, and everything is done by one kernel.
struct Holding
{
    int pixels, groups, group;

    __device__ Holding(int pixels, int groups) : pixels(pixels), groups(groups), group(blockIdx.x) {}

    __device__ int pixel(int held) const { return threadIdx.x + held * ManyThreads; }
    __device__ bool has(int held) const { return pixel(held) < pixels; }
    __device__ int at(int held) const { return pixel(held) * groups + group; }
};

extern "C" __global__ void __launch_bounds__(ManyThreads) normalize_few(
    const Four* features, const float* scales, const float* shifts, Four* results, float* statistics, int pixels, int groups, float least, float slope)
{
    Holding holding(pixels, groups);
    float4 values[Held];
    float4 sum = splat(0.0f), squares = splat(0.0f);
#pragma unroll
    for (int held = 0; held < Held; held++)
    {
        values[held] = holding.has(held) ? read(features + holding.at(held)) : splat(0.0f);
        sum = sum + values[held];
    }

    float4 mean = over_block(sum) * splat(1.0f / pixels);
#pragma unroll
    for (int held = 0; held < Held; held++)
    {
        float4 difference = holding.has(held) ? values[held] - mean : splat(0.0f);
        squares = squares + difference * difference;
    }

    float4 inverse_deviation = root_reciprocal(over_block(squares) * splat(1.0f / pixels) + splat(least));
    Normalization normalization(mean, four(scales, holding.group) * inverse_deviation, four(shifts, holding.group), slope);
    if (threadIdx.x == 0)
    {
        put(statistics, holding.group, mean);
        put(statistics, groups + holding.group, inverse_deviation);
        put(statistics, 2 * groups + holding.group, normalization.factor);
    }

#pragma unroll
    for (int held = 0; held < Held; held++)
    {
        if (holding.has(held))
        {
            write(results + holding.at(held), normalization.result(values[held]));
        }
    }
}

extern "C" __global__ void __launch_bounds__(ManyThreads) denormalize_few(
    const Four* features, const Four* gradients, const float* statistics, const float* shifts, float* scale_gradients, float* shift_gradients, Four* results,
    int pixels, int groups, float slope)
{
    Holding holding(pixels, groups);
    Normalization normalization(statistics, shifts, groups, holding.group, slope);
    float4 differences[Held], inner[Held]; // from the mean; gradients before the activation
    float4 sum = splat(0.0f), products = splat(0.0f);
#pragma unroll
    for (int held = 0; held < Held; held++)
    {
        float4 value = holding.has(held) ? read(features + holding.at(held)) : splat(0.0f);
        differences[held] = value - normalization.mean;
        inner[held] = holding.has(held) ? normalization.gradient(value, read(gradients + holding.at(held))) : splat(0.0f);
        sum = sum + inner[held];
        products = products + inner[held] * differences[held];
    }

    sum = over_block(sum);
    products = over_block(products);
    float4 inverse_deviation = four(statistics, groups + holding.group);
    if (threadIdx.x == 0)
    {
        put(scale_gradients, holding.group, products * inverse_deviation);
        put(shift_gradients, holding.group, sum);
    }

    float4 mean = sum * splat(1.0f / pixels), tilt = products * inverse_deviation * inverse_deviation * splat(1.0f / pixels);
#pragma unroll
    for (int held = 0; held < Held; held++)
    {
        if (holding.has(held))
        {
            write(results + holding.at(held), normalization.factor * (inner[held] - mean - differences[held] * tilt));
        }
    }
}

// The place inside that a place beyond the border mirrors; the outermost pixels are not repeated.
static __device__ int mirrored(int place, int size) { return place < 0 ? -place : place >= size ? 2 * (size - 1) - place : place; }

// Mirrors features beyond their border. A block has a part of one row of the results.
extern "C" __global__ void __launch_bounds__(Threads) reflect(const Four* features, Four* results, int height, int width, int groups, int border)
{
    int across = width + 2 * border;
    int at = blockIdx.x * Threads + threadIdx.x;
    if (at < across * groups)
    {
        int column = mirrored(at / groups - border, width), row = mirrored((int)blockIdx.y - border, height);
        results[(size_t)blockIdx.y * across * groups + at] = features[((size_t)row * width + column) * groups + at % groups];
    }
}

// The places that mirror one place, itself first; returns how many.
static __device__ int mirrors(int place, int size, int border, int* places)
{
    int count = 0;
    places[count++] = place + border;
    if (place >= 1 && place <= border)
    {
        places[count++] = border - place;
    }

    if (place <= size - 2 && place >= size - 1 - border)
    {
        places[count++] = border + 2 * (size - 1) - place;
    }

    return count;
}

// Gradients within the border, from those of the features with it. A block has a part of one row of the results.
extern "C" __global__ void __launch_bounds__(Threads) fold(const Four* gradients, Four* results, int height, int width, int groups, int border)
{
    int at = blockIdx.x * Threads + threadIdx.x;
    if (at >= width * groups)
    {
        return;
    }

    int rows[3], columns[3];
    int row_count = mirrors(blockIdx.y, height, border, rows), column_count = mirrors(at / groups, width, border, columns);
    float4 sum = splat(0.0f);
    for (int row = 0; row < row_count; row++)
    {
        for (int column = 0; column < column_count; column++)
        {
            sum = sum + read(gradients + ((size_t)rows[row] * (width + 2 * border) + columns[column]) * groups + at % groups);
        }
    }

    write(results + (size_t)blockIdx.y * width * groups + at, sum);
}

// Doubles height and width, linear in both directions, corners not aligned: three quarters of the nearer sample, one of the farther.
// A block has a part of one row of the results.
extern "C" __global__ void __launch_bounds__(Threads) double_bilinear(const Four* features, Four* results, int height, int width, int groups)
{
    int at = blockIdx.x * Threads + threadIdx.x;
    if (at >= 2 * width * groups)
    {
        return;
    }

    int row = blockIdx.y / 2, column = at / groups / 2, group = at % groups;
    int far_row = min(max(blockIdx.y % 2 == 0 ? row - 1 : row + 1, 0), height - 1);
    int far_column = min(max(at / groups % 2 == 0 ? column - 1 : column + 1, 0), width - 1);
    const Four* near_samples = features + (size_t)row * width * groups + group;
    const Four* far_samples = features + (size_t)far_row * width * groups + group;
    float4 near_value = read(near_samples + column * groups) * splat(0.75f) + read(near_samples + far_column * groups) * splat(0.25f);
    float4 far_value = read(far_samples + column * groups) * splat(0.75f) + read(far_samples + far_column * groups) * splat(0.25f);
    write(results + (size_t)blockIdx.y * 2 * width * groups + at, near_value * splat(0.75f) + far_value * splat(0.25f));
}

// How much of a sample each of the four doubled ones has that begin one before its own two.
static __device__ void shares(int place, int size, float* weights)
{
    weights[0] = place > 0 ? 0.25f : 0;
    weights[1] = place > 0 ? 0.75f : 1;
    weights[2] = place < size - 1 ? 0.75f : 1;
    weights[3] = place < size - 1 ? 0.25f : 0;
}

// Gradients of the features, from those of the doubled ones. A block has a part of one row of the results.
extern "C" __global__ void __launch_bounds__(Threads) halve_bilinear(const Four* gradients, Four* results, int height, int width, int groups)
{
    int at = blockIdx.x * Threads + threadIdx.x;
    if (at >= width * groups)
    {
        return;
    }

    int first_row = 2 * (int)blockIdx.y - 1, first_column = 2 * (at / groups) - 1;
    float row_weights[4], column_weights[4];
    shares(blockIdx.y, height, row_weights);
    shares(at / groups, width, column_weights);
    float4 sum = splat(0.0f);
#pragma unroll
    for (int row = 0; row < 4; row++)
    {
#pragma unroll
        for (int column = 0; column < 4; column++)
        {
            float weight = row_weights[row] * column_weights[column];
            if (weight > 0)
            {
                size_t from = ((size_t)(first_row + row) * 2 * width + first_column + column) * groups + at % groups;
                sum = sum + read(gradients + from) * splat(weight);
            }
        }
    }

    write(results + (size_t)blockIdx.y * width * groups + at, sum);
}
