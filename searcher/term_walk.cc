#include "searcher/term_walk.h"

namespace edicola {

void TermWalk::LayerWalk::open(std::uint32_t page) {
  page_ = page;
  data_ = memory_->page(memory_->layers().layers[layer_].number, page);
  reader_.emplace(*data_);
  listed_.reset();
}

void TermWalk::LayerWalk::next() {
  while (!reader_->next()) {
    if (page_ + 1 >= memory_->pages(layer_)) {
      ended_ = true;
      return;
    }
    open(page_ + 1);
  }
}

bool TermWalk::LayerWalk::next_alike(std::size_t size) {
  if (reader_->next_alike(size)) return true;
  if (!reader_->at_end() || page_ + 1 >= memory_->pages(layer_)) return false;
  const std::string begin = reader_->term().substr(0, size);
  open(page_ + 1);
  return reader_->next() && term().starts_with(begin);
}

void TermWalk::LayerWalk::skip_to(const std::string& sought) {
  if (ended_) return;
  const std::uint32_t page = memory_->page_of(layer_, sought).value_or(0);
  if (!reader_ || page > page_) {
    if (memory_->pages(layer_) == 0) {
      ended_ = true;
      return;
    }
    open(page);
    next();
  }
  while (!ended_ && term() < sought) next();
}

void TermWalk::LayerWalk::append_list(WordLists& into) {
  if (!listed_) {
    listed_ = static_cast<std::uint32_t>(into.pages.size());
    into.pages.push_back({memory_->layers().layers[layer_], page_, data_});
  }
  into.lists.push_back(word_list(reader_->head(), *listed_, data_));
}

TermWalk::TermWalk(IndexMemory& memory) {
  const auto add = [this](IndexMemory& part) {
    for (std::size_t i = 0; i < part.layers().layers.size(); ++i) layers_.emplace_back(part, i);
  };
  if (memory.is_single()) add(memory);
  for (const std::unique_ptr<IndexMemory>& part : memory.parts()) add(*part);
}

bool TermWalk::skip_to(const std::string& sought) {
  if (articles_ > 0 && term() >= sought) return true;
  for (LayerWalk& layer : layers_) layer.skip_to(sought);
  return settle();
}

// The first layer that has the term goes on last: the others are compared with it.
bool TermWalk::next() {
  for (std::size_t i = layers_.size(); i-- > first_;) {
    if (has_term(i)) layers_[i].next();
  }
  return settle();
}

bool TermWalk::next_alike(std::size_t size) {
  if (layers_.size() > 1) {
    const std::string begin = term().substr(0, size);
    return next() && term().starts_with(begin);
  }
  if (!layers_.front().next_alike(size)) return false;
  articles_ = layers_.front().articles();
  return true;
}

void TermWalk::append_lists(WordLists& into) {
  for (std::size_t i = first_; i < layers_.size(); ++i) {
    if (has_term(i)) layers_[i].append_list(into);
  }
}

bool TermWalk::has_term(std::size_t layer) const {
  return layer == first_ || (!layers_[layer].at_end() && layers_[layer].term() == term());
}

// At the first of the terms that the layers are at.
bool TermWalk::settle() {
  articles_ = 0;
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    if (layers_[i].at_end()) continue;
    const int order = articles_ == 0 ? -1 : layers_[i].term().compare(term());
    if (order > 0) continue;
    if (order < 0) {
      first_ = i;
      articles_ = 0;
    }
    articles_ += layers_[i].articles();
  }
  return articles_ > 0;
}

}  // namespace edicola
