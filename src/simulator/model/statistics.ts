import type { DailyCpuLoadStats, DailyNetworkStatsData } from '@daily-co/daily-js';

/** What `getNetworkStats()` tells where nothing is sent: every rate is unknown, nothing is lost. */
export function describeNetworkStats(timestamp: number): DailyNetworkStatsData {
  return {
    latest: { timestamp, ...unknownRates, ...noLoss },
    worstVideoRecvPacketLoss: 0,
    worstVideoSendPacketLoss: 0,
    worstAudioRecvPacketLoss: 0,
    worstAudioSendPacketLoss: 0,
    worstVideoRecvJitter: 0,
    worstVideoSendJitter: 0,
    worstAudioRecvJitter: 0,
    worstAudioSendJitter: 0,
    averageNetworkRoundTripTime: 0,
  };
}

const unknownRates = {
  recvBitsPerSecond: null,
  sendBitsPerSecond: null,
  availableOutgoingBitrate: null,
  networkRoundTripTime: null,
  videoRecvBitsPerSecond: null,
  videoSendBitsPerSecond: null,
  audioRecvBitsPerSecond: null,
  audioSendBitsPerSecond: null,
};

const noLoss = {
  videoRecvPacketLoss: 0,
  videoSendPacketLoss: 0,
  audioRecvPacketLoss: 0,
  audioSendPacketLoss: 0,
  totalSendPacketLoss: 0,
  totalRecvPacketLoss: 0,
  videoRecvJitter: 0,
  videoSendJitter: 0,
  audioRecvJitter: 0,
  audioSendJitter: 0,
};

/** What `getCpuLoadStats()` tells of a machine with nothing to encode or decode. */
export function describeCpuLoad(timestamp: number): DailyCpuLoadStats {
  return {
    cpuLoadState: 'low',
    cpuLoadStateReason: 'none',
    stats: {
      latest: {
        timestamp,
        scheduleDuration: 0,
        frameEncodeTimeSec: 0,
        targetEncodeFrameRate: 0,
        targetDecodeFrameRate: 0,
        targetScheduleDuration: 0,
        cpuUsageBasedOnTargetEncode: 0,
        cpuUsageBasedOnGlobalDecode: 0,
        cpuPressureState: null,
        avgFrameDecodeTimeSec: 0,
        avgInterFrameDelayStandardDeviation: 0,
        totalReceivedVideoTracks: 0,
        cpuInboundVideoStats: [],
      },
    },
  };
}
