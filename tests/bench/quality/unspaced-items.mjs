// Papers in Chinese, made up, and known-item queries for them: text without spaces. The archive that
// the bench reads has none.

import {randomSource} from '../../search/queries.mjs';

const TERMS = (
  '注意力 机制 稀疏 线性 模型 压缩 量化 低秩 适配 语言 大模型 推理 训练 预训练 微调 蒸馏 剪枝 专家 混合 路由 缓存 长文本 位置 编码 图神经网络 扩散 生成 对抗 鲁棒 ' +
  '可解释 表示 学习 强化 奖励 偏好 对齐 安全 幻觉 检测 记忆 持续 遗忘 联邦 分布式 优化器 梯度 收敛 泛化 损失 曲面 初始化 归一化 激活 函数 脉冲 硬件 加速 嵌入 检索 增强'
).split(' ');

/** @param {number} count @returns {any[]} */
export function unspacedPapers(count) {
  const random = randomSource(5);
  const some = n => Array.from({length: n}, () => random.pick(TERMS)).join('');
  return Array.from({length: count}, (_, i) => ({
    id: `9901.${10000 + i}`,
    day: '2026-01-05',
    score: 16,
    title: `${some(3)}的${some(2)}`,
    authors: ['王伟'],
    comment: `${some(6)}，${some(6)}。`,
    abstract: `本文研究${some(5)}，提出${some(6)}，并在${some(4)}上验证。`,
    topics: [],
    categories: [],
  }));
}

/** Six neighbouring characters of the comment. */
export const unspacedQuery = (paper, random) => {
  const runs = paper.comment.split(/[，。]/).filter(run => run.length > 8);
  const run = random.pick(runs);
  const at = random.below(run.length - 6);
  return run.slice(at, at + 6);
};
