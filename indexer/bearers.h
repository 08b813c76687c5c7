// Who bears a common word as a surname: Andrea Guerra, l'avvocato Porta, G. Conte.
//
// Capitals alone do not tell: Guerra mondiale, Porta Pia. What stands before the word does.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "edicola/analyzer.h"

namespace edicola {

// Whether `tokens[i]`, which in small letters is a common word, stands as the surname of somebody
// who is in the article: behind a given name, the title of a person or an initial. Not behind the
// name of a street or an institute (via Fulvio Testi), whose person is not there. Of a name that is
// no common word nobody need ask. `tokens` are those of `text`.
bool is_borne(std::string_view text, const std::vector<Token>& tokens, std::size_t i);

}  // namespace edicola
