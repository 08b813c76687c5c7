#include "searcher/term_walk.h"

namespace edicola {

void TermWalk::LayerWalk::open(std::uint32_t page) {
  page_ = page;
  data_ = memory_->page(memory_->layers().layers[layer_].number, page);
  reader_.emplace(*data_);
}

void TermWalk::LayerWalk::next() {
  while (!reader_->next()) {
    if (page_ + 1 >= memory_->top(layer_).pages()) {
      ended_ = true;
      return;
    }
    open(page_ + 1);
  }
}

void TermWalk::LayerWalk::skip_to(const std::string& sought) {
  if (ended_) return;
  const std::uint32_t page = memory_->top(layer_).page_of(sought).value_or(0);
  if (!reader_ || page > page_) {
    if (memory_->top(layer_).pages() == 0) {
      ended_ = true;
      return;
    }
    open(page);
    next();
  }
  while (!ended_ && term() < sought) next();
}

TermWalk::TermWalk(IndexMemory& memory) {
  const auto add = [this](IndexMemory& part) {
    for (std::size_t i = 0; i < part.layers().layers.size(); ++i) layers_.emplace_back(part, i);
  };
  if (memory.is_single()) add(memory);
  for (const std::unique_ptr<IndexMemory>& part : memory.parts()) add(*part);
}

bool TermWalk::skip_to(const std::string& sought) {
  if (begun_ && term_ >= sought) return articles_ > 0;
  for (LayerWalk& layer : layers_) layer.skip_to(sought);
  return settle();
}

bool TermWalk::next() {
  for (LayerWalk& layer : layers_) {
    if (!layer.at_end() && layer.term() == term_) layer.next();
  }
  return settle();
}

// At the first of the terms that the layers are at.
bool TermWalk::settle() {
  begun_ = true;
  articles_ = 0;
  for (const LayerWalk& layer : layers_) {
    if (layer.at_end()) continue;
    if (articles_ == 0 || layer.term() < term_) {
      term_ = layer.term();
      articles_ = layer.articles();
    } else if (layer.term() == term_) {
      articles_ += layer.articles();
    }
  }
  return articles_ > 0;
}

}  // namespace edicola
